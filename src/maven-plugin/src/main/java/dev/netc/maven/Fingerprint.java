package dev.netc.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Short texts that change when a file does. */
final class Fingerprint {
  /** Of what is not there. */
  static final String MISSING = "missing";

  /** Pictures of a data set may lie in a folder for each class. */
  private static final int DEEPEST = 4;

  private Fingerprint() {}

  /** Of the bytes of a file. */
  static String ofContent(Path file) {
    try {
      return Files.isRegularFile(file) ? of(Files.readAllBytes(file)) : MISSING;
    } catch (NoSuchFileException e) {
      return MISSING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a text as a file holds it. */
  static String ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of a file or folder by sizes and times alone: data may be large. */
  static String ofData(Path data) {
    try (Stream<Path> files = Files.walk(data, DEEPEST)) {
      List<String> lines = files.sorted().map(Fingerprint::line).toList();
      return ofText(String.join("\n", lines));
    } catch (IOException | UncheckedIOException e) {
      return MISSING;
    }
  }

  private static String line(Path file) {
    try {
      return "%s %d %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
