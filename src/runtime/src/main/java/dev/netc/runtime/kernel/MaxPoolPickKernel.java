package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/** Takes from v what lies at the place of each window's maximum of x: some rows of windows. */
final class MaxPoolPickKernel implements Kernel {
  private final Maxima maxima;
  private final Taps rows;
  private final Taps columns;
  private final View v;
  private final View y;
  private final int channels;
  private final int from;
  private final int to;
  private final float[] row;
  private final float[] left;
  private final float[] taken;
  private final float[] moved;
  private final float[] picked;

  /**
   * @param from the first row of windows, counted over all images
   * @param to the row after the last
   */
  MaxPoolPickKernel(WindowSpec spec, View x, View v, View y, int from, int to) {
    this.maxima = new Maxima(spec, x);
    this.rows = maxima.rows;
    this.columns = maxima.columns;
    this.v = v;
    this.y = y;
    this.channels = spec.channels();
    this.from = from;
    this.to = to;
    this.row = new float[columns.size * channels];
    this.left = new float[columns.windows * channels];
    this.taken = new float[left.length];
    this.moved = new float[left.length];
    this.picked = new float[left.length];
  }

  @Override
  public void run() {
    for (int r = from; r < to; r++) {
      int image = r / rows.windows;
      int i = r % rows.windows;
      Arrays.fill(left, 1);
      maxima.find(image, i, left);
      for (int ky = 0; ky < rows.kernel; ky++) {
        if (rows.at(i, ky) != Taps.PADDING) {
          int at = image * rows.size + rows.at(i, ky);
          v.get((long) at * row.length, row, 0, row.length);
          pick(ky);
        }
      }
      y.set((long) r * picked.length, picked, 0, picked.length);
    }
  }

  private void pick(int ky) {
    for (int kx = 0; kx < columns.kernel; kx++) {
      maxima.take(ky, kx, left, taken);
      PixelRow.gather(columns, kx, channels, row, moved, 0);
      choose(moved, taken, picked);
    }
  }

  /** A choice rather than a product, which would make NaN of an infinite v beside. */
  private static void choose(float[] values, float[] taken, float[] picked) {
    for (int i = 0; i < picked.length; i++) {
      picked[i] = taken[i] == 0 ? picked[i] : values[i];
    }
  }
}
