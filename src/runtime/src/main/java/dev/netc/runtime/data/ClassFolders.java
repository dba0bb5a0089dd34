package dev.netc.runtime.data;

import dev.netc.runtime.data.ImageFolder.Labelled;
import dev.netc.runtime.data.image.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which images lie in which folders.
 *
 * @param classes in alphabetical order
 * @param splits for each split its files, none of them empty
 */
record ClassFolders(List<String> classes, Map<String, List<Labelled>> splits) {

  static ClassFolders of(Path folder) {
    Map<String, Path> splitFolders = splitFolders(folder);
    TreeSet<String> classes = new TreeSet<>();
    splitFolders.values().forEach(split -> folders(split).forEach(f -> classes.add(name(f))));
    List<String> ordered = List.copyOf(classes);
    Map<String, List<Labelled>> splits = new LinkedHashMap<>();
    splitFolders.forEach((split, path) -> splits.put(split, files(path, ordered)));
    return new ClassFolders(ordered, splits);
  }

  private static Map<String, Path> splitFolders(Path folder) {
    List<Path> inside = folders(folder);
    List<String> names = inside.stream().map(ClassFolders::name).toList();
    if (!names.contains(DataSet.TRAIN)) {
      return Map.of(DataSet.TRAIN, folder);
    }
    Map<String, Path> splits = new LinkedHashMap<>();
    for (Path split : inside) {
      if (!DataSet.SPLITS.contains(name(split))) {
        throw wrong(
            folder,
            "beside the folder train, there is " + name(split),
            "the splits are called " + String.join(", ", DataSet.SPLITS));
      }
      splits.put(name(split), split);
    }
    return splits;
  }

  /** The files of a split: the first of each class, then the second of each, and so on. */
  private static List<Labelled> files(Path split, List<String> classes) {
    List<List<Labelled>> byClass = new ArrayList<>();
    int most = 0;
    for (Path folder : folders(split)) {
      int label = classes.indexOf(name(folder));
      List<Labelled> files =
          list(folder, file -> Files.isRegularFile(file) && PictureFile.isNamed(file)).stream()
              .map(file -> new Labelled(file, label))
              .toList();
      if (files.isEmpty()) {
        throw wrong(folder, "the folder has no PNG or JPEG images", "");
      }
      byClass.add(files);
      most = Math.max(most, files.size());
    }
    if (byClass.isEmpty()) {
      throw wrong(
          split, "the folder has no folders in it", "put the images of each class into one");
    }
    List<Labelled> all = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      for (List<Labelled> files : byClass) {
        if (i < files.size()) {
          all.add(files.get(i));
        }
      }
    }
    return all;
  }

  private static List<Path> folders(Path folder) {
    return list(folder, Files::isDirectory);
  }

  /** What is in a folder, in alphabetical order, but for what is hidden. */
  private static List<Path> list(Path folder, Predicate<Path> which) {
    if (!Files.isDirectory(folder)) {
      throw wrong(folder, "this is no folder", "name the folder that holds one for each class");
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !name(path).startsWith(".")).filter(which).sorted().toList();
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), 0, "the folder cannot be read: " + e.getMessage(), "", e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static DataException wrong(Path folder, String message, String hint) {
    return new DataException(folder.toString(), 0, message, hint);
  }
}
