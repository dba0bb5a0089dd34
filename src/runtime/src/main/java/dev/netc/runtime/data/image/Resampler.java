package dev.netc.runtime.data.image;

import java.util.Arrays;

/**
 * Shows what a {@link View} sees of an image, by bilinear interpolation: each pixel is the mean of
 * the four around its place, weighted by how near they are. For one thread; keeps a copy of the
 * image with a margin of zeros, so that no pixel needs to ask whether it lies outside.
 */
final class Resampler {
  private final ImageSize size;
  private final int stride;
  private final int plane;
  private final float[] padded;

  /**
   * @param size of the images
   */
  Resampler(ImageSize size) {
    this.size = size;
    // One line of zeros before, two after: the last place seen has a neighbour of weight 0.
    stride = size.width() + 3;
    plane = Math.multiplyExact(stride, size.height() + 3);
    padded = new float[Math.multiplyExact(plane, size.channels())];
  }

  /**
   * Writes a view of an image.
   *
   * @param image its values, channel by channel, row by row
   * @param into room for the view's canvas in each channel, from {@code at} on
   */
  void show(View view, float[] image, float[] into, int at) {
    int pixels = view.height() * view.width();
    if (view.isWhole()) {
      WholeMove.show(view, size, image, into, at);
    } else {
      pad(image);
      for (int y = 0; y < view.height(); y++) {
        row(view, y, into, at + y * view.width(), pixels);
      }
    }
    brighten(view, into, at, pixels * size.channels());
    for (View.Hole hole : view.holes()) {
      cut(view, hole, into, at);
    }
  }

  private void pad(float[] image) {
    int from = 0;
    for (int c = 0; c < size.channels(); c++) {
      int to = c * plane + stride + 1;
      for (int y = 0; y < size.height(); y++) {
        System.arraycopy(image, from, padded, to, size.width());
        from += size.width();
        to += stride;
      }
    }
  }

  /** A row of the canvas in every channel. */
  private void row(View view, int y, float[] into, int at, int pixels) {
    // Where the centre of the row's first pixel lies in the padded image, whose pixels count from
    // the centre of the first.
    double x0 = view.xx() * 0.5 + view.xy() * (y + 0.5) + view.x0() + 0.5;
    double y0 = view.yx() * 0.5 + view.yy() * (y + 0.5) + view.y0() + 0.5;
    double dx = view.xx();
    double dy = view.yx();
    double right = size.width() + 1;
    double bottom = size.height() + 1;
    for (int x = 0; x < view.width(); x++) {
      double px = Math.min(Math.max(x0 + x * dx, 0), right);
      double py = Math.min(Math.max(y0 + x * dy, 0), bottom);
      int column = (int) px;
      int line = (int) py;
      float u = (float) (px - column);
      float v = (float) (py - line);
      int from = line * stride + column;
      for (int c = 0; c < size.channels(); c++) {
        float upper = padded[from] * (1 - u) + padded[from + 1] * u;
        float lower = padded[from + stride] * (1 - u) + padded[from + stride + 1] * u;
        into[at + x + c * pixels] = upper * (1 - v) + lower * v;
        from += plane;
      }
    }
  }

  private static void brighten(View view, float[] into, int at, int values) {
    float gain = (float) view.gain();
    if (gain != 1) {
      for (int i = at; i < at + values; i++) {
        into[i] *= gain;
      }
    }
  }

  private void cut(View view, View.Hole hole, float[] into, int at) {
    int left = Math.max(hole.left(), 0);
    int right = Math.min(hole.right(), view.width());
    int top = Math.max(hole.top(), 0);
    int bottom = Math.min(hole.bottom(), view.height());
    for (int c = 0; c < size.channels(); c++) {
      for (int y = top; y < bottom; y++) {
        int row = at + (c * view.height() + y) * view.width();
        Arrays.fill(into, row + left, row + Math.max(left, right), 0);
      }
    }
  }
}
