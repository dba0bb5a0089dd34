package dev.netc.lsp;

import dev.netc.compiler.check.StandardLibrary;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The standard library as files, so that an editor can show it: written when it is asked for. */
final class StandardFiles {
  private static final Map<String, String> WRITTEN = new ConcurrentHashMap<>();

  private StandardFiles() {}

  /** The URI under which an editor finds a source. */
  static String uri(Source source) {
    return StandardLibrary.contains(source)
        ? WRITTEN.computeIfAbsent(source.name(), name -> write(source))
        : Places.uri(source.name());
  }

  private static String write(Source source) {
    try {
      Path folder = Files.createTempDirectory("netc-std");
      Path file = folder.resolve(Path.of(source.name()).getFileName());
      Files.writeString(file, source.text());
      file.toFile().setReadOnly();
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file.toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
