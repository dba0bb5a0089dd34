package dev.netc.runtime.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * One file in IDX form, of unsigned bytes: a magic number, one big-endian int per dimension, then
 * the bytes.
 *
 * @param count of images or labels
 * @param height of an image; 1 for labels
 * @param width of an image; 1 for labels
 * @param data count · height · width bytes
 */
record IdxFile(int count, int height, int width, byte[] data) {
  /** The magic number of a file of images: unsigned bytes, three dimensions. */
  static final int IMAGES = 0x0803;

  /** The magic number of a file of labels: unsigned bytes, one dimension. */
  static final int LABELS = 0x0801;

  /** Deflate makes nothing smaller than this; so a gzip file bounds what may lie in it. */
  private static final long GZIP_LIMIT = 1032;

  /**
   * @throws DataException if the file is not what {@code magic} says, or its length is not what its
   *     head says
   */
  static IdxFile read(Path file, int magic) {
    try {
      try (InputStream raw = Gzip.open(file)) {
        return read(file, magic, new DataInputStream(raw));
      }
    } catch (EOFException e) {
      throw wrong(file, "the file ends too early", e);
    } catch (ZipException e) {
      throw wrong(file, "the gzip file is damaged", e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), 0, "the file cannot be read: " + e.getMessage(), "", e);
    }
  }

  private static IdxFile read(Path file, int magic, DataInputStream in) throws IOException {
    String kind = magic == IMAGES ? "images" : "labels";
    int found = in.readInt();
    if (found != magic) {
      throw wrong(
          file,
          "this is no IDX file of %s: it begins with %08x instead of %08x"
              .formatted(kind, found, magic),
          null);
    }
    long count = in.readInt();
    long height = magic == IMAGES ? in.readInt() : 1;
    long width = magic == IMAGES ? in.readInt() : 1;
    if (count < 1 || height < 1 || width < 1 || height > 0xffff || width > 0xffff) {
      throw wrong(
          file,
          "the head of the file speaks of " + count + " " + kind + " of " + height + "×" + width,
          null);
    }
    long pixels = height * width;
    int head = magic == IMAGES ? 16 : 8;
    checkLength(file, in, head, count, pixels, kind);
    byte[] data = in.readNBytes((int) (count * pixels));
    if (data.length < count * pixels) {
      throw wrong(
          file,
          "the file ends after " + data.length / pixels + " of its " + count + " " + kind,
          null);
    }
    if (in.read() >= 0) {
      throw wrong(file, "the file goes on after its " + count + " " + kind, null);
    }
    return new IdxFile((int) count, (int) height, (int) width, data);
  }

  /**
   * Before memory is taken: what the head promises must be able to lie in a file of this length.
   */
  private static void checkLength(
      Path file, InputStream in, int head, long count, long pixels, String kind)
      throws IOException {
    long length = Files.size(file);
    long most = Gzip.isGzip(file) ? length * GZIP_LIMIT : length - head;
    if (count > most / pixels) {
      throw wrong(
          file,
          "the head of the file speaks of %d %s of %d bytes, but the file has %d bytes"
              .formatted(count, kind, pixels, length),
          null);
    }
    if (count * pixels > Integer.MAX_VALUE - 8) {
      throw wrong(file, "the file has more than 2^31 bytes of " + kind, null);
    }
  }

  String size() {
    return height + "×" + width;
  }

  private static DataException wrong(Path file, String message, Exception cause) {
    String command = DataPath.download(file.toAbsolutePath().getParent(), "mnist");
    return new DataException(
        file.toString(),
        0,
        message,
        "get the file again: " + command + " downloads it and checks it",
        cause);
  }
}
