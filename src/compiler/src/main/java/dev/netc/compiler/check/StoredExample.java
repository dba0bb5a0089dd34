package dev.netc.compiler.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Example programs of the reference that are resources of the compiler, a file each. */
final class StoredExample {
  private StoredExample() {}

  /**
   * The program about a setting or a word.
   *
   * @param folder settings or words
   * @param name the setting or word; blanks are hyphens in names of files
   */
  static String of(String folder, String name) {
    String path = "/dev/netc/explain/examples/%s/%s.net".formatted(folder, name.replace(' ', '-'));
    try (InputStream in = StoredExample.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the example " + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
