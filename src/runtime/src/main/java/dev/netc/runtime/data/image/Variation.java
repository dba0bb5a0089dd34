package dev.netc.runtime.data.image;

import dev.netc.runtime.data.DataException;

/**
 * A way in which images are varied at random, as {@code augment} takes it. Moves are made in the
 * order in which they are written and all at once, with bilinear interpolation; then brightness is
 * changed and holes are cut. What comes from outside of an image is 0.
 */
public sealed interface Variation {

  /** What is seen after this has been drawn, given what was seen before. */
  View vary(View view, Draws draws);

  /**
   * The size of images after it.
   *
   * @throws DataException if images of this size cannot be varied so
   */
  default ImageSize size(ImageSize before) {
    return before;
  }

  /**
   * Moves to any side.
   *
   * @param x most pixels to the left or to the right
   * @param y most pixels up or down
   * @param subpixel whether fractions of a pixel are drawn too; otherwise x and y are whole
   */
  record Shift(double x, double y, boolean subpixel) implements Variation {
    @Override
    public View vary(View view, Draws draws) {
      return subpixel
          ? view.shifted(draws.uniform(-x, x), draws.uniform(-y, y))
          : view.shifted(draws.whole((int) -x, (int) x), draws.whole((int) -y, (int) y));
    }
  }

  /**
   * Turns about the centre.
   *
   * @param degrees most to either side
   */
  record Rotate(double degrees) implements Variation {
    @Override
    public View vary(View view, Draws draws) {
      return view.turned(StrictMath.toRadians(draws.uniform(-degrees, degrees)));
    }
  }

  /**
   * Makes larger or smaller about the centre.
   *
   * @param low least factor, above 0
   * @param high largest factor
   */
  record Zoom(double low, double high) implements Variation {
    public Zoom {
      if (!(low > 0 && low <= high)) {
        throw new IllegalArgumentException("factors from " + low + " to " + high);
      }
    }

    @Override
    public View vary(View view, Draws draws) {
      return view.scaled(draws.uniform(low, high));
    }
  }

  /**
   * Mirrors every second image.
   *
   * @param horizontal whether left and right are exchanged
   * @param vertical whether up and down are, in every second image too
   */
  record Flip(boolean horizontal, boolean vertical) implements Variation {
    @Override
    public View vary(View view, Draws draws) {
      boolean left = draws.coin();
      boolean up = draws.coin();
      View mirrored = horizontal && left ? view.mirrored() : view;
      return vertical && up ? mirrored.flipped() : mirrored;
    }
  }

  /**
   * Shows a window at a random place. Outside of a training it is the one in the middle.
   *
   * @param height of the window
   * @param width of the window
   * @param pad pixels of 0 that are put around the image before
   */
  record Crop(int height, int width, int pad) implements Variation {
    @Override
    public ImageSize size(ImageSize before) {
      long most = before.height() + 2L * pad;
      long widest = before.width() + 2L * pad;
      if (height > most || width > widest) {
        throw new DataException(
            "`crop` cannot cut %d×%d pixels out of %d×%d%s"
                .formatted(height, width, most, widest, pad > 0 ? ", the padding included" : ""),
            "take a smaller window, or a larger pad");
      }
      return before.with(height, width);
    }

    @Override
    public View vary(View view, Draws draws) {
      int top = draws.whole(0, view.height() + 2 * pad - height);
      int left = draws.whole(0, view.width() + 2 * pad - width);
      return view.window(top - pad, left - pad, height, width);
    }
  }

  /**
   * Multiplies all values by a factor; they may then go beyond their old range.
   *
   * @param most by how much the factor differs from 1 at most
   */
  record Brightness(double most) implements Variation {
    @Override
    public View vary(View view, Draws draws) {
      return view.brightened(draws.uniform(1 - most, 1 + most));
    }
  }

  /**
   * Fills a square with 0, its centre anywhere in the image. Source: DeVries and Taylor 2017,
   * "Improved Regularization of Convolutional Neural Networks with Cutout".
   *
   * @param size pixels of a side, at least 1
   */
  record Cutout(int size) implements Variation {
    @Override
    public View vary(View view, Draws draws) {
      int top = draws.whole(0, view.height() - 1) - size / 2;
      int left = draws.whole(0, view.width() - 1) - size / 2;
      return view.cut(new View.Hole(top, left, top + size, left + size));
    }
  }
}
