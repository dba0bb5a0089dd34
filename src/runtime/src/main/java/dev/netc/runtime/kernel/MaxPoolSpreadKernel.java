package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/** Adds a number for each window and channel to the place of the window's maximum: some images. */
final class MaxPoolSpreadKernel implements Kernel {
  private final Maxima maxima;
  private final Taps rows;
  private final Taps columns;
  private final View g;
  private final View d;
  private final int channels;
  private final int from;
  private final int to;
  private final float[] given;
  private final float[] row;

  /**
   * @param from the first image
   * @param to the image after the last
   */
  MaxPoolSpreadKernel(WindowSpec spec, View x, View g, View d, int from, int to) {
    this.maxima = new Maxima(spec, x);
    this.rows = maxima.rows;
    this.columns = maxima.columns;
    this.g = g;
    this.d = d;
    this.channels = spec.channels();
    this.from = from;
    this.to = to;
    this.given = new float[columns.windows * channels];
    this.row = new float[columns.size * channels];
  }

  @Override
  public void run() {
    for (int image = from; image < to; image++) {
      Arrays.fill(row, 0);
      for (int i = 0; i < rows.size; i++) {
        d.set(at(image, i), row, 0, row.length);
      }
      for (int i = 0; i < rows.windows; i++) {
        int r = image * rows.windows + i;
        maxima.find(r);
        g.get((long) r * given.length, given, 0, given.length);
        spread(image, i);
      }
    }
  }

  private long at(int image, int imageRow) {
    return (long) (image * rows.size + imageRow) * row.length;
  }

  private void spread(int image, int i) {
    for (int ky = 0; ky < rows.kernel; ky++) {
      int imageRow = rows.at(i, ky);
      if (imageRow != Taps.PADDING) {
        d.get(at(image, imageRow), row, 0, row.length);
        for (int kx = 0; kx < columns.kernel; kx++) {
          add(ky * columns.kernel + kx, kx);
        }
        d.set(at(image, imageRow), row, 0, row.length);
      }
    }
  }

  /** Adds the numbers of windows whose maximum is under one tap. */
  private void add(int tap, int kx) {
    for (int j = 0; j < columns.windows; j++) {
      int column = columns.at(j, kx);
      if (column != Taps.PADDING) {
        for (int c = 0; c < channels; c++) {
          int window = j * channels + c;
          row[column * channels + c] += maxima.tap[window] == tap ? given[window] : 0;
        }
      }
    }
  }
}
