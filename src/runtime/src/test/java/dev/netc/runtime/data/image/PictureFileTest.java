package dev.netc.runtime.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.Reports;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @TempDir Path dir;

  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(16, 12, type);
    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 16; x++) {
        image.setRGB(x, y, new Color(x * 16, y * 20, 100).getRGB());
      }
    }
    return image;
  }

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = dir.resolve("image." + format);
    ImageIO.write(image, format, file.toFile());
    return file;
  }

  @Test
  void greyValuesAreTakenAsTheyAreStored() throws IOException {
    BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100, 255});
    byte[] expected = {0, 100, (byte) 255};
    Picture read = PictureFile.read(write(grey, "png"));
    assertEquals(new ImageSize(1, 1, 3), read.size());
    assertArrayEquals(expected, read.values());
    BufferedImage flat = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    flat.getRaster().setPixel(0, 0, new int[] {100});
    assertArrayEquals(new byte[] {100}, PictureFile.read(write(flat, "jpg")).values());
    BufferedImage deep = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100 << 8 | 200, 65535});
    assertArrayEquals(expected, PictureFile.read(write(deep, "png")).values());
  }

  @Test
  void aPaletteOfGreysIsGrey() throws IOException {
    BufferedImage binary = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    binary.setRGB(1, 0, 0xffffff);
    assertEquals(
        new Picture(new ImageSize(1, 1, 2), new byte[] {0, -1}),
        PictureFile.read(write(binary, "png")));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void coloursAreRedGreenBlue(int type) throws IOException {
    Picture read = PictureFile.read(write(image(type), "png"));
    assertEquals(new ImageSize(3, 12, 16), read.size());
    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 16; x++) {
        assertEquals(x * 16, read.values()[y * 16 + x] & 0xff);
        assertEquals(y * 20, read.values()[192 + y * 16 + x] & 0xff);
        assertEquals(100, read.values()[384 + y * 16 + x] & 0xff);
      }
    }
  }

  @Test
  void transparentPartsAreBlack() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ffffff);
    image.setRGB(1, 0, 0x80ffffff);
    byte[] half = {0, (byte) 128, 0, (byte) 128, 0, (byte) 128};
    assertArrayEquals(half, PictureFile.read(write(image, "png")).values());
  }

  @Test
  void resizingAveragesAndInterpolates() {
    Picture steps = new Picture(new ImageSize(1, 1, 4), new byte[] {0, 40, 80, 120});
    // Two places of 4 each see a triangle over four old ones: (3·0 + 3·40 + 80) / 7 = 28.6.
    assertArrayEquals(new byte[] {29, 91}, steps.resized(1, 2).values());
    Picture two = new Picture(new ImageSize(1, 2, 1), new byte[] {0, 80});
    assertArrayEquals(new byte[] {0, 20, 60, 80}, two.resized(4, 1).values());
    Picture white = new Picture(new ImageSize(3, 5, 7), new byte[105]);
    Arrays.fill(white.values(), (byte) 255);
    for (byte value : white.resized(3, 11).values()) {
      assertEquals(-1, value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void aFileThatEndsTooEarlyIsRefused(String format) throws IOException {
    Path file = write(image(BufferedImage.TYPE_INT_RGB), format);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 2; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(file);
    }
  }

  @Test
  void aByteThatChangedInAPngIsNoticed() throws IOException {
    Path file = write(image(BufferedImage.TYPE_INT_RGB), "png");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 8; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      assertRefused(file);
    }
  }

  @Test
  void damagedJpegFilesAreReadOrRefused() throws IOException {
    Path file = write(image(BufferedImage.TYPE_INT_RGB), "jpg");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 2; at < whole.length; at += 3) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x55;
      Files.write(file, changed);
      try {
        PictureFile.read(file);
      } catch (DataException e) {
        assertEquals(file.toString(), e.file().orElseThrow());
      }
    }
  }

  private static void assertRefused(Path file) {
    try {
      PictureFile.read(file);
    } catch (DataException e) {
      assertEquals(file.toString(), e.file().orElseThrow());
      return;
    }
    assertTrue(false, "a damaged file was read");
  }

  /** A head of 46 bytes that speaks of 10 gigapixels. */
  @Test
  void anImageTooLargeIsRefusedByItsHead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    ByteBuffer head = ByteBuffer.allocate(13).putInt(100_000).putInt(100_000);
    head.put(new byte[] {8, 2, 0, 0, 0});
    chunk(out, "IHDR", head.array());
    chunk(out, "IDAT", new byte[] {1});
    chunk(out, "IEND", new byte[0]);
    Path file = dir.resolve("bomb.png");
    Files.write(file, out.toByteArray());
    Reports.assertReport(
        """
        the image has 100000×100000 pixels; images of up to 64 million are read
          --> DIR/bomb.png
          = help: replace the file, or take it away
        """,
        dir,
        () -> PictureFile.read(file));
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + data.length);
    chunk.putInt((int) sum.getValue());
    out.writeBytes(chunk.array());
  }
}
