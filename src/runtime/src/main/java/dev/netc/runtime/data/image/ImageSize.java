package dev.netc.runtime.data.image;

/**
 * How large the images of a column are: the shape {@code [channels, height, width]}.
 *
 * @param channels 1 for grey, 3 for red, green, blue; any number from 1
 */
public record ImageSize(int channels, int height, int width) {

  public ImageSize {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image of %d×%d×%d values".formatted(channels, height, width));
    }
  }

  /** The size of the images of a shape of three dimensions. */
  public static ImageSize of(int[] shape) {
    return new ImageSize(shape[0], shape[1], shape[2]);
  }

  /** The same channels on another canvas. */
  public ImageSize with(int newHeight, int newWidth) {
    return new ImageSize(channels, newHeight, newWidth);
  }

  /** As the shape of a column. */
  public int[] shape() {
    return new int[] {channels, height, width};
  }

  /** Pixels of one channel. */
  public int pixels() {
    return Math.multiplyExact(height, width);
  }

  /** Values of all channels. */
  public int values() {
    return Math.multiplyExact(channels, pixels());
  }
}
