package dev.netc.cli.picture;

import dev.netc.cli.CommandFailure;
import dev.netc.runtime.checkpoint.AtomicFile;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Where a picture is written: an SVG document or a PNG image, as the ending of the name says. */
public record PictureFile(Path path, Format format) {
  /** What a file of a picture holds. */
  public enum Format {
    SVG,
    PNG
  }

  /** Writes an SVG document. */
  @FunctionalInterface
  public interface Document {
    void writeTo(OutputStream out) throws XMLStreamException;
  }

  /**
   * The file of this name.
   *
   * @throws CommandFailure if the name ends in neither .svg nor .png
   */
  public static PictureFile named(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    for (Format format : Format.values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return new PictureFile(path, format);
      }
    }
    throw CommandFailure.usage("a picture's file ends in .svg or .png, not %s".formatted(path), "");
  }

  /**
   * Refuses a file that could not be written, before there is something to write.
   *
   * @throws CommandFailure if its folder is not there or not writable, a folder has its name, or it
   *     is a PNG and the system has no fonts
   */
  public void requireWritable() {
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw unwritable("the folder does not exist");
    }
    if (!Files.isWritable(folder)) {
      throw unwritable("access to its folder is denied");
    }
    if (Files.isDirectory(path)) {
      throw unwritable("it is a folder");
    }
    if (format == Format.PNG) {
      requireFonts();
    }
  }

  private CommandFailure unwritable(String reason) {
    return CommandFailure.wrong(
        "%s cannot be written: %s".formatted(path, reason), "name another file");
  }

  /**
   * Writes the picture, new or instead of the old file, in the form that the file has.
   *
   * @throws CommandFailure if it is a PNG and the system has no fonts
   * @throws dev.netc.runtime.checkpoint.CheckpointException if it cannot be written
   */
  public void write(Document svg, AtomicFile.Content png) {
    if (format == Format.PNG) {
      requireFonts();
      AtomicFile.write(path, png);
      return;
    }
    AtomicFile.write(
        path,
        out -> {
          try {
            svg.writeTo(out);
          } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
          }
        });
  }

  /** An SVG names its fonts; the words of a PNG are drawn here. */
  private static void requireFonts() {
    try {
      Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("x");
      g.dispose();
    } catch (RuntimeException | Error e) {
      // What Java throws depends on its version and on what the system lacks: a library or a font.
      throw CommandFailure.wrong(
          "a PNG cannot be drawn: this system has no fonts to draw its words with",
          "write it as .svg, or install fontconfig and a font, such as DejaVu");
    }
  }
}
