package dev.netc.runtime.data.image;

import dev.netc.runtime.data.DataException;
import dev.netc.runtime.memory.NativeLibraries;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads PNG and JPEG files. What a file is, its first bytes say, not its name; how large its image
 * is, is known and bounded before memory is taken for it.
 */
public final class PictureFile {
  /** More than any camera has; an image of this size takes 200 MB while it is decoded. */
  private static final long MOST_PIXELS = 1 << 26;

  /** What libjpeg says of files that end too early or whose codes make no sense. */
  private static final List<String> DAMAGE = List.of("Premature end", "Corrupt JPEG");

  private PictureFile() {}

  /** What is done with a reader that stands before the image. */
  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** Whether a file's name is that of a PNG or JPEG file. */
  public static boolean isNamed(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  /**
   * How large the image is, by the head of its file; with one channel, whatever it has.
   *
   * @throws DataException if the file cannot be read, is of another kind, or the image too large
   */
  public static ImageSize size(Path file) {
    return open(file, reader -> size(file, reader));
  }

  /**
   * The image; grey ones with one channel, others with three. Transparent parts become black.
   *
   * @throws DataException if the file cannot be read, is of another kind or damaged, or the image
   *     too large
   */
  public static Picture read(Path file) {
    return open(
        file,
        reader -> {
          size(file, reader);
          List<String> warnings = new ArrayList<>();
          reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
          BufferedImage image = reader.read(0);
          for (String warning : warnings) {
            if (DAMAGE.stream().anyMatch(warning::startsWith)) {
              throw new IOException(warning);
            }
          }
          return Decoded.picture(image);
        });
  }

  private static ImageSize size(Path file, ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS) {
      throw wrong(
          file,
          "the image has %d×%d pixels; images of up to %d million are read"
              .formatted(height, width, MOST_PIXELS >> 20),
          null);
    }
    return new ImageSize(1, (int) height, (int) width);
  }

  private static <T> T open(Path file, Use<T> use) {
    NativeLibraries.settle(); // the JDK loads its own for images
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      String format = format(file);
      if (format.equals("png")) {
        PngChunks.check(file);
      }
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
      ImageReader reader = readers.next();
      try {
        // Metadata is not looked at: compressed texts in it may be large.
        reader.setInput(in, true, true);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders meet damage in many ways, an index out of bounds among them.
      String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw wrong(file, "the image cannot be decoded: " + what.lines().findFirst().orElse(""), e);
    }
  }

  private static String format(Path file) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(4);
    }
    if (head.length == 4 && head[1] == 'P' && head[2] == 'N' && head[3] == 'G') {
      return "png";
    }
    if (head.length == 4 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xd8) {
      return "jpeg";
    }
    throw wrong(file, "this is no PNG or JPEG image", null);
  }

  private static DataException wrong(Path file, String message, Exception cause) {
    return new DataException(
        file.toString(), 0, message, "replace the file, or take it away", cause);
  }
}
