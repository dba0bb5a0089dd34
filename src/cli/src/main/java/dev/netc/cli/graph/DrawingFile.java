package dev.netc.cli.graph;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.picture.PictureFile;
import dev.netc.cli.picture.PictureFile.Format;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamException;

/** A drawing as a file. */
public final class DrawingFile {
  private DrawingFile() {}

  /**
   * Lays a drawing out and writes it, new or instead of the old file.
   *
   * @param file its name ends in .svg or .png
   * @param rightwards whether data flows from left to right, instead of from top to bottom
   * @throws CommandFailure if the name ends otherwise, the picture is too large for a PNG, or the
   *     system has no fonts for one
   * @throws dev.netc.runtime.checkpoint.CheckpointException if it cannot be written
   */
  public static void write(Drawing drawing, Path file, boolean rightwards) {
    PictureFile target = PictureFile.named(file);
    Picture picture = Layout.of(drawing, rightwards);
    if (target.format() == Format.PNG && PngFile.pixels(picture) > PngFile.MOST_PIXELS) {
      throw CommandFailure.wrong(
          "the picture is too large for a PNG: %,d pixels".formatted(PngFile.pixels(picture)),
          "write it as .svg, or draw one of the nets inside");
    }
    target.write(out -> SvgFile.write(picture, out), out -> PngFile.write(picture, out));
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
}
