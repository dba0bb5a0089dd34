package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/**
 * Which tap of each window of a row has the largest number: the first of equal ones, row by row;
 * NaN counts as the largest. The taps are gone through in order; each takes the windows whose
 * maximum lies under it and that no tap before has taken.
 */
final class Maxima {
  final Taps rows;
  final Taps columns;
  private final View x;
  private final int channels;
  private final float[][] row;
  private final float[] column;
  private final float[] moved;
  private final float[] largest;
  private final boolean[] isTaken;
  private boolean isFinite;

  Maxima(WindowSpec spec, View x) {
    this.x = x;
    this.rows = spec.rows();
    this.columns = spec.columns();
    this.channels = spec.channels();
    this.row = new float[rows.kernel][columns.size * channels];
    this.column = new float[columns.size * channels];
    this.moved = new float[columns.windows * channels];
    this.largest = new float[moved.length];
    this.isTaken = new boolean[moved.length];
  }

  /**
   * Finds the maxima of a row of windows.
   *
   * @param given numbers that {@link #take} will hand out
   */
  void find(int image, int i, float[] given) {
    Arrays.fill(column, Float.NEGATIVE_INFINITY);
    for (int k = 0; k < rows.kernel; k++) {
      int at = rows.at(i, k);
      if (at != Taps.PADDING) {
        x.get((long) (image * rows.size + at) * column.length, row[k], 0, column.length);
        max(column, row[k]);
      }
    }
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int k = 0; k < columns.kernel; k++) {
      PixelRow.gather(columns, k, channels, column, moved, Float.NEGATIVE_INFINITY);
      max(largest, moved);
    }
    isFinite = isFinite(largest) && isFinite(given);
    if (!isFinite) {
      Arrays.fill(isTaken, false);
    }
  }

  private static void max(float[] largest, float[] other) {
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], other[i]);
    }
  }

  private static boolean isFinite(float[] values) {
    float zero = 0;
    for (float value : values) {
      zero += value * 0;
    }
    return zero == 0;
  }

  /**
   * Hands out the numbers of the windows whose maximum lies under a tap that is not on padding.
   *
   * @param left for each window and channel its number, 0 once it is handed out; changed
   * @param taken gets the numbers that are handed out, 0 for the others
   */
  void take(int ky, int kx, float[] left, float[] taken) {
    PixelRow.gather(columns, kx, channels, row[ky], moved, Float.NEGATIVE_INFINITY);
    if (isFinite) {
      takeEqual(moved, largest, left, taken);
    } else {
      takeOneByOne(kx, left, taken);
    }
  }

  /** Where the maximum is no larger than x, in a form that C2 vectorises. */
  private static void takeEqual(float[] x, float[] largest, float[] left, float[] taken) {
    for (int i = 0; i < x.length; i++) {
      float stays = FloatMath.gate(left[i], largest[i] - x[i]);
      taken[i] = left[i] - stays;
      left[i] = stays;
    }
  }

  /** As {@link #takeEqual}, also for NaN and infinities, whose differences say nothing. */
  private void takeOneByOne(int kx, float[] left, float[] taken) {
    for (int i = 0; i < moved.length; i++) {
      boolean takes =
          !isTaken[i]
              && columns.at(i / channels, kx) != Taps.PADDING
              && (moved[i] == largest[i] || Float.isNaN(moved[i]));
      isTaken[i] |= takes;
      taken[i] = takes ? left[i] : 0;
      left[i] = takes ? 0 : left[i];
    }
  }
}
