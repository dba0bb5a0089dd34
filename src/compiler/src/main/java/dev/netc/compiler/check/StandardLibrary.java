package dev.netc.compiler.check;

import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nets written in the language itself, which come with the compiler: {@code import
 * "std/vision.net"}. Their texts are resources of the compiler; no file is read.
 */
public final class StandardLibrary {
  private static final List<String> NAMES = List.of("std/vision.net");

  private static final Map<String, Source> SOURCES = sources();

  private StandardLibrary() {}

  private static Map<String, Source> sources() {
    Map<String, Source> sources = new LinkedHashMap<>();
    for (String name : NAMES) {
      try (InputStream in = StandardLibrary.class.getResourceAsStream("/dev/netc/" + name)) {
        if (in == null) {
          throw new IllegalStateException("the resource " + name + " is missing");
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        sources.put(name, Source.of(name, text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  /** The paths under which its parts are imported. */
  public static List<String> names() {
    return NAMES;
  }

  /** The part that is imported under a path: the same source each time. */
  public static Optional<Source> find(String path) {
    return Optional.ofNullable(SOURCES.get(path));
  }

  /** Whether a source is one of its parts. */
  public static boolean contains(Source source) {
    return SOURCES.get(source.name()) == source;
  }
}
