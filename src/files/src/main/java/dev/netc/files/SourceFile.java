package dev.netc.files;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.runtime.checkpoint.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A program's text as it was read from its file.
 *
 * @param source the text, as far as it can be read
 * @param problem why that is not all of it
 */
public record SourceFile(Source source, Optional<Diagnostic> problem) {
  /** Most bytes of a program: much more than anyone writes, much less than fills the memory. */
  public static final int MAX_BYTES = 4 << 20;

  /**
   * Reads a file.
   *
   * @param name as the user wrote it, and as messages call it
   * @throws UnreadableFile if there is no such file, or it cannot be opened
   */
  public static SourceFile read(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw new UnreadableFile(name + " is a folder", "name a .net file in it");
    }
    if (!Files.exists(file)) {
      throw new UnreadableFile("there is no file " + name, NearbyFiles.advice(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(name, in.readNBytes(MAX_BYTES + 1));
    } catch (AccessDeniedException e) {
      throw new UnreadableFile("you have no permission to read " + name, "");
    } catch (IOException e) {
      throw new UnreadableFile(name + " cannot be read: " + e.getMessage(), "");
    }
  }

  /**
   * Replaces the text of a file as a whole; a link is followed, permissions are kept.
   *
   * @throws UnreadableFile if it cannot be written
   */
  public static void replace(Path file, String text) {
    try {
      Path target = file.toRealPath();
      Optional<Set<PosixFilePermission>> permissions = permissions(target);
      AtomicFile.write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
      if (permissions.isPresent()) {
        Files.setPosixFilePermissions(target, permissions.get());
      }
    } catch (IOException e) {
      throw new UnreadableFile("%s cannot be written: %s".formatted(file, e.getMessage()), "");
    }
  }

  private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null ? Optional.empty() : Optional.of(view.readAttributes().permissions());
  }

  /**
   * The text that the bytes of a file mean.
   *
   * @param name how messages call it
   */
  public static SourceFile of(String name, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return unreadable(name, "", Code.TOO_LARGE, "the file has more than 4 MiB");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String message =
          "this is not text in UTF-8: byte %d is 0x%02x"
              .formatted(in.position(), bytes[in.position()] & 0xff);
      return unreadable(name, text, Code.UNREADABLE_TEXT, message);
    }
    return new SourceFile(Source.of(name, text), Optional.empty());
  }

  private static SourceFile unreadable(String name, String text, Code code, String message) {
    Source source = Source.of(name, text);
    Span end = new Span(source, text.length(), text.length());
    String help =
        code == Code.TOO_LARGE
            ? "split it into several files and `import` them"
            : "save the file with the encoding UTF-8";
    return new SourceFile(
        source, Optional.of(Diagnostic.of(code, end, message).help(help).build()));
  }
}
