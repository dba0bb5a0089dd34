package dev.netc.cli.graph;

import dev.netc.cli.CommandFailure;
import dev.netc.runtime.checkpoint.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** A drawing as a file. */
public final class DrawingFile {
  private DrawingFile() {}

  /**
   * Lays a drawing out and writes it, new or instead of the old file.
   *
   * @param file its name ends in .svg or .png
   * @param rightwards whether data flows from left to right, instead of from top to bottom
   * @throws CommandFailure if the name ends otherwise, or the picture is too large for a PNG
   * @throws dev.netc.runtime.checkpoint.CheckpointException if it cannot be written
   */
  public static void write(Drawing drawing, Path file, boolean rightwards) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      Picture picture = Layout.of(drawing, rightwards);
      AtomicFile.write(
          file,
          out -> {
            try {
              SvgFile.write(picture, out);
            } catch (XMLStreamException e) {
              throw new IOException(e.getMessage(), e);
            }
          });
    } else if (name.endsWith(".png")) {
      png(Layout.of(drawing, rightwards), file);
    } else {
      throw CommandFailure.usage(
          "a picture's file ends in .svg or .png, not %s".formatted(file), "");
    }
  }

  /** Lays a drawing out, from top to bottom, and gives it as the text of an SVG document. */
  public static String svg(Drawing drawing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      SvgFile.write(Layout.of(drawing, false), out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // Memory can be written.
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void png(Picture picture, Path file) {
    if (PngFile.pixels(picture) > PngFile.MOST_PIXELS) {
      throw CommandFailure.wrong(
          "the picture is too large for a PNG: %,d pixels".formatted(PngFile.pixels(picture)),
          "write it as .svg, or draw one of the nets inside");
    }
    AtomicFile.write(
        file,
        out -> {
          try {
            PngFile.write(picture, out);
          } catch (InternalError | NullPointerException | NoClassDefFoundError e) {
            // What Java's text drawing throws where the system has no font at all.
            throw new IOException("this system has no fonts to draw text with", e);
          }
        });
  }
}
