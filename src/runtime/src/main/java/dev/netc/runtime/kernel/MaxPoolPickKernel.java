package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

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
    this.picked = new float[columns.windows * channels];
  }

  @Override
  public void run() {
    for (int r = from; r < to; r++) {
      maxima.find(r);
      for (int ky = 0; ky < rows.kernel; ky++) {
        int imageRow = rows.at(r % rows.windows, ky);
        if (imageRow != Taps.PADDING) {
          int at = r / rows.windows * rows.size + imageRow;
          v.get((long) at * row.length, row, 0, row.length);
          for (int kx = 0; kx < columns.kernel; kx++) {
            pick(ky * columns.kernel + kx, kx);
          }
        }
      }
      y.set((long) r * picked.length, picked, 0, picked.length);
    }
  }

  private void pick(int tap, int kx) {
    for (int j = 0; j < columns.windows; j++) {
      int column = columns.at(j, kx);
      for (int c = 0; c < channels && column != Taps.PADDING; c++) {
        int window = j * channels + c;
        if (maxima.tap[window] == tap) {
          picked[window] = row[column * channels + c];
        }
      }
    }
  }
}
