package dev.netc.runtime.data;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files of a data set. A relative path is looked up beside the program, then in the
 * folders of {@code NETC_DATA}, then in the user's cache; in the latter two also without a leading
 * {@code data/}, so that {@code "data/mnist"} finds {@code $NETC_DATA/mnist}. An absolute path is
 * itself alone.
 *
 * @param program folder of the {@code .net} file
 * @param folders of the environment variable {@code NETC_DATA}
 * @param cache where {@code netc data get} puts what it downloads
 */
public record DataPath(Path program, List<Path> folders, Path cache) {
  /** What {@code netc data get} knows; the folder of each in the cache has its name. */
  public static final List<String> DOWNLOADABLE = List.of("mnist", "fashion-mnist", "cifar10");

  public DataPath {
    folders = List.copyOf(folders);
  }

  /**
   * The places that an environment names.
   *
   * @param program folder of the {@code .net} file
   * @param environment read for {@code NETC_DATA}, a list of folders, and {@code XDG_CACHE_HOME}
   * @param home the user's home folder, which has the cache where {@code XDG_CACHE_HOME} is not set
   */
  public static DataPath of(Path program, Map<String, String> environment, Path home) {
    List<Path> folders = new ArrayList<>();
    for (String folder : environment.getOrDefault("NETC_DATA", "").split(File.pathSeparator)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
    return new DataPath(program, folders, cache(environment, home));
  }

  /** The folder that {@code netc data get} downloads to. */
  public static Path cache(Map<String, String> environment, Path home) {
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = base.isEmpty() ? home.resolve(".cache") : Path.of(base);
    return caches.resolve("netc").resolve("data");
  }

  /**
   * The file or folder that a program means.
   *
   * @throws DataException if it is in none of the places; the message lists them, and says how to
   *     download the data set where that is possible
   */
  public Path find(String path) {
    Set<Path> places = places(path);
    for (Path place : places) {
      if (Files.exists(place)) {
        return place;
      }
    }
    StringBuilder message = new StringBuilder("there is no data `" + path + "`; looked at");
    places.forEach(place -> message.append("\n  ").append(place));
    throw new DataException(message.toString(), advice(path));
  }

  private Set<Path> places(String path) {
    Path wanted;
    try {
      wanted = Path.of(path);
    } catch (InvalidPathException e) {
      throw new DataException("`" + path + "` is no file name: " + e.getReason(), "");
    }
    Set<Path> places = new LinkedHashSet<>();
    places.add(program.resolve(wanted).normalize());
    if (wanted.isAbsolute()) {
      return places;
    }
    List<Path> outside = new ArrayList<>(folders);
    outside.add(cache);
    for (Path folder : outside) {
      places.add(folder.resolve(wanted).normalize());
      if (wanted.getNameCount() > 1 && wanted.startsWith("data")) {
        places.add(folder.resolve(wanted.subpath(1, wanted.getNameCount())).normalize());
      }
    }
    return places;
  }

  /** How to download the data set whose folder this is, or else the one given. */
  static String download(Path folder, String otherwise) {
    Path name = folder.getFileName();
    boolean known = name != null && DOWNLOADABLE.contains(name.toString());
    return "`netc data get " + (known ? name : otherwise) + "`";
  }

  private static String advice(String path) {
    Path last = Path.of(path).getFileName();
    return last != null && DOWNLOADABLE.contains(last.toString())
        ? "`netc data get " + last + "` downloads it"
        : "put it there, or name its folder in the environment variable NETC_DATA";
  }
}
