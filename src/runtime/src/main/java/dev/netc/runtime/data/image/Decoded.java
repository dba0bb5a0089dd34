package dev.netc.runtime.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/** Turns what Java's decoders give into pictures. */
final class Decoded {
  private Decoded() {}

  static Picture picture(BufferedImage image) {
    Raster raster = image.getRaster();
    // Samples as they are stored: Java takes grey ones for linear light and would change them.
    boolean plain =
        image.getColorModel() instanceof ComponentColorModel && raster.getNumBands() <= 4;
    return plain ? ofSamples(image, raster) : ofColours(image);
  }

  /** One band of grey or three of colour, and perhaps one of opacity; 8 or 16 bits each. */
  private static Picture ofSamples(BufferedImage image, Raster raster) {
    int bands = raster.getNumBands();
    int channels = bands <= 2 ? 1 : 3;
    int shift = image.getColorModel().getComponentSize(0) - 8;
    ImageSize size = new ImageSize(channels, image.getHeight(), image.getWidth());
    byte[] values = new byte[size.values()];
    int[] row = new int[bands * size.width()];
    for (int y = 0; y < size.height(); y++) {
      raster.getPixels(0, y, size.width(), 1, row);
      for (int x = 0; x < size.width(); x++) {
        int opacity = bands > channels ? row[x * bands + channels] >> shift : 255;
        for (int c = 0; c < channels; c++) {
          int value = row[x * bands + c] >> shift;
          values[(c * size.height() + y) * size.width() + x] = shaded(value, opacity);
        }
      }
    }
    return new Picture(size, values);
  }

  /** By a palette, or packed. Where all colours are grey, one channel is enough. */
  private static Picture ofColours(BufferedImage image) {
    ImageSize size = new ImageSize(3, image.getHeight(), image.getWidth());
    byte[] values = new byte[size.values()];
    int[] row = new int[size.width()];
    boolean grey = true;
    for (int y = 0; y < size.height(); y++) {
      image.getRGB(0, y, size.width(), 1, row, 0, size.width());
      for (int x = 0; x < size.width(); x++) {
        int at = y * size.width() + x;
        for (int c = 0; c < 3; c++) {
          values[c * size.pixels() + at] = shaded(row[x] >> 16 - 8 * c & 0xff, row[x] >>> 24);
        }
        grey &= values[at] == values[size.pixels() + at];
        grey &= values[at] == values[2 * size.pixels() + at];
      }
    }
    Picture coloured = new Picture(size, values);
    return grey ? coloured.grey() : coloured;
  }

  /** A value before black. */
  private static byte shaded(int value, int opacity) {
    return (byte) (opacity == 255 ? value : (value * opacity + 127) / 255);
  }
}
