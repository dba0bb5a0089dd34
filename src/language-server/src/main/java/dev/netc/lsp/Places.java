package dev.netc.lsp;

import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * Places as editors count them, lines and UTF-16 units from 0, and as the compiler does. Files are
 * called by their paths, other buffers by their URIs.
 */
final class Places {
  private Places() {}

  static Position position(Source source, int offset) {
    return new Position(source.line(offset) - 1, source.column(offset) - 1);
  }

  static Range range(Span span) {
    return new Range(position(span.source(), span.start()), position(span.source(), span.end()));
  }

  /** The offset of a position; one beyond its line or the text is the end of it. */
  static int offset(Source source, Position position) {
    int line = Math.max(0, position.getLine()) + 1;
    if (line > source.lineCount()) {
      return source.text().length();
    }
    int length = source.lineText(line).length();
    int start = source.lineStart(line);
    int end = line < source.lineCount() ? source.lineStart(line + 1) : source.text().length();
    int wanted = start + Math.max(0, position.getCharacter());
    // Spaces at the end of a line are part of it, what ends it is not.
    while (end > start + length && isLineEnd(source.text().charAt(end - 1))) {
      end--;
    }
    return Math.min(wanted, end);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /** The name of the source of a URI. */
  static String name(String uri) {
    try {
      URI parsed = URI.create(uri);
      return "file".equals(parsed.getScheme()) ? Path.of(parsed).normalize().toString() : uri;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return uri; // It names no file: what it names is known by the buffer alone.
    }
  }

  /** The URI of the source of a name. */
  static String uri(String name) {
    return isPath(name) ? Path.of(name).toUri().toString() : name;
  }

  /** Whether a source of this name is a file. */
  static boolean isPath(String name) {
    try {
      return Path.of(name).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
