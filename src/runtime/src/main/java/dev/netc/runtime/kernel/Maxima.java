package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/**
 * Where under each window of a row the largest number lies: the first of equal ones, row by row;
 * NaN counts as the largest.
 */
final class Maxima {
  final Taps rows;
  final Taps columns;

  /** For each window and channel the tap, {@code ky · kernelWidth + kx}. */
  final int[] tap;

  private final View x;
  private final int channels;
  private final float[] row;
  private final float[] largest;

  Maxima(WindowSpec spec, View x) {
    this.x = x;
    this.rows = spec.rows();
    this.columns = spec.columns();
    this.channels = spec.channels();
    this.row = new float[columns.size * channels];
    this.tap = new int[columns.windows * channels];
    this.largest = new float[tap.length];
  }

  /** Finds the places for a row of windows, counted over all images. */
  void find(int r) {
    int image = r / rows.windows;
    Arrays.fill(tap, -1);
    for (int ky = 0; ky < rows.kernel; ky++) {
      int at = rows.at(r % rows.windows, ky);
      if (at != Taps.PADDING) {
        x.get((long) (image * rows.size + at) * row.length, row, 0, row.length);
        for (int kx = 0; kx < columns.kernel; kx++) {
          include(ky * columns.kernel + kx, kx);
        }
      }
    }
  }

  private void include(int number, int kx) {
    for (int j = 0; j < columns.windows; j++) {
      int column = columns.at(j, kx);
      if (column != Taps.PADDING) {
        compare(number, column * channels, j * channels);
      }
    }
  }

  private void compare(int number, int from, int to) {
    for (int c = 0; c < channels; c++) {
      float value = row[from + c];
      if (tap[to + c] < 0 || isLarger(value, largest[to + c])) {
        tap[to + c] = number;
        largest[to + c] = value;
      }
    }
  }

  private static boolean isLarger(float a, float b) {
    return a > b || (Float.isNaN(a) && !Float.isNaN(b));
  }
}
