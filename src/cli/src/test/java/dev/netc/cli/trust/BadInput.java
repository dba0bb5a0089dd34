package dev.netc.cli.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Something that a user may have on the disk and that is wrong.
 *
 * @param name of the case
 * @param program text of the program {@code a.net}
 * @param files writes what it names
 * @param words of the command line; FOLDER stands for the case's own folder
 */
record BadInput(String name, String program, Preparation files, String... words) {

  /** Writes files to a folder. */
  @FunctionalInterface
  interface Preparation {
    void write(Path folder) throws IOException;
  }

  void write(Path folder) throws IOException {
    if (!program.isEmpty()) {
      Files.writeString(folder.resolve("a.net"), program);
    }
    files.write(folder);
  }

  Object[] command(Path folder) {
    return Arrays.stream(words).map(w -> w.replace("FOLDER", folder.toString())).toArray();
  }
}
