package dev.netc.files;

import dev.netc.compiler.diagnostic.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the file that was probably meant by a name that no file has. */
final class NearbyFiles {
  private static final int MOST_FILES = 10_000;

  private NearbyFiles() {}

  /** A sentence that names a way out, empty if there is none. */
  static String advice(Path missing) {
    Path folder = missing.toAbsolutePath().normalize().getParent();
    if (folder == null || missing.getFileName() == null) {
      return "";
    }
    if (!Files.isDirectory(folder)) {
      return "there is no folder " + folder;
    }
    return nearest(folder, missing.getFileName().toString())
        .map(
            name -> {
              Path parent = missing.getParent();
              return "did you mean %s?".formatted(parent == null ? name : parent.resolve(name));
            })
        .orElse("");
  }

  private static Optional<String> nearest(Path folder, String name) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .limit(MOST_FILES)
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .toList();
      return names.contains(name + ".net")
          ? Optional.of(name + ".net")
          : Suggestion.nearest(name, names.stream().filter(n -> n.endsWith(".net")).toList());
    } catch (IOException e) {
      return Optional.empty(); // Without a suggestion, the message is still true.
    }
  }
}
