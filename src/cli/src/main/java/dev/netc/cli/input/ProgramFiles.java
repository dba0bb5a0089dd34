package dev.netc.cli.input;

import dev.netc.cli.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that a command line names: files, and folders for all {@code .net} files in them.
 */
public final class ProgramFiles {
  private static final int DEEPEST = 32;

  private ProgramFiles() {}

  /**
   * The files in the order of the command line, those of a folder in alphabetical order. Hidden
   * folders and those of builds and runs are left out.
   *
   * @throws CommandFailure if a folder has no program
   */
  public static List<Path> of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(in(path));
      } else {
        files.add(path); // That it is missing, its reader says.
      }
    }
    return files.stream().distinct().toList();
  }

  private static List<Path> in(Path folder) {
    try (Stream<Path> walk = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> programs =
          walk.filter(file -> file.toString().endsWith(".net"))
              .filter(file -> isWanted(folder.relativize(file)))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (programs.isEmpty()) {
        throw CommandFailure.usage("there is no .net file in " + folder, "");
      }
      return programs;
    } catch (IOException | UncheckedIOException e) {
      throw CommandFailure.usage(
          "the folder %s cannot be read: %s".formatted(folder, e.getMessage()), "");
    }
  }

  private static boolean isWanted(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".") || name.equals("target") || name.equals("runs")) {
        return false;
      }
    }
    return true;
  }
}
