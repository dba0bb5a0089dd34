package dev.netc.runtime.data.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Checks the checksums of a PNG file, which Java's decoder does not. Form: "Portable Network
 * Graphics (PNG) Specification", section 5.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int END = 0x49454e44; // "IEND"

  private PngChunks() {}

  /**
   * @throws IOException if the file ends before its last chunk, or a chunk is damaged
   */
  static void check(Path file) throws IOException {
    byte[] buffer = new byte[1 << 13];
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(SIGNATURE);
      int type = 0;
      while (type != END) {
        long length = in.readInt();
        CRC32 sum = new CRC32();
        type = in.readInt();
        for (int shift = 24; shift >= 0; shift -= 8) {
          sum.update(type >>> shift);
        }
        if (length < 0 || length > Files.size(file)) {
          throw new IOException("a part of it has an impossible length");
        }
        for (long left = length; left > 0; ) {
          int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          if (read < 0) {
            throw new EOFException();
          }
          sum.update(buffer, 0, read);
          left -= read;
        }
        if (in.readInt() != (int) sum.getValue()) {
          throw new IOException("a checksum is wrong");
        }
      }
    } catch (EOFException e) {
      throw new IOException("the file ends too early", e);
    }
  }
}
