package dev.netc.runtime.data.image;

import java.util.Arrays;

/**
 * An image in memory, one unsigned byte for each value.
 *
 * @param size with 1 channel for grey, 3 for red, green and blue
 * @param values channel by channel, row by row; not to be changed
 */
public record Picture(ImageSize size, byte[] values) {

  /** The same with one channel: 0.299 red + 0.587 green + 0.114 blue, as ITU-R BT.601 has it. */
  public Picture grey() {
    if (size.channels() == 1) {
      return this;
    }
    int pixels = size.pixels();
    byte[] grey = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      int red = values[i] & 0xff;
      int green = values[pixels + i] & 0xff;
      int blue = values[2 * pixels + i] & 0xff;
      grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return new Picture(new ImageSize(1, size.height(), size.width()), grey);
  }

  /** The same with three channels, equal ones if it is grey. */
  public Picture coloured() {
    if (size.channels() == 3) {
      return this;
    }
    byte[] same = new byte[Math.multiplyExact(3, values.length)];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(values, 0, same, c * values.length, values.length);
    }
    return new Picture(new ImageSize(3, size.height(), size.width()), same);
  }

  /** The same with so many channels: 1 or 3. */
  public Picture withChannels(int channels) {
    return channels == 1 ? grey() : coloured();
  }

  /**
   * The same, stretched or shrunk to another size. Each new pixel is the mean of the old ones
   * around its place, weighted by a triangle as wide as two new or two old pixels, whichever is
   * wider; so Pillow's "bilinear" filter works.
   */
  public Picture resized(int height, int width) {
    return height == size.height() && width == size.width()
        ? this
        : new Resize(this, height, width).picture();
  }

  // Records compare arrays by identity.
  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that
        && size.equals(that.size)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "picture of " + size;
  }
}
