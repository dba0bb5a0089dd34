package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/**
 * The mean of the numbers under each window, channel by channel, or the adjoint of that: some rows
 * of the result.
 */
final class AvgPoolKernel implements Kernel {
  private final View x;
  private final View y;
  private final Taps rows;
  private final Taps columns;
  private final int channels;
  private final Divisors divisors;
  private final boolean dividesFirst;
  private final int from;
  private final int to;
  private final float[] row;
  private final float[] column;
  private final float[] moved;
  private final float[] sum;

  private AvgPoolKernel(
      WindowSpec spec, Divisors divisors, boolean adjoint, View x, View y, int from, int to) {
    this.x = x;
    this.y = y;
    this.rows = adjoint ? spec.rows().adjoint() : spec.rows();
    this.columns = adjoint ? spec.columns().adjoint() : spec.columns();
    this.channels = spec.channels();
    this.divisors = divisors;
    this.dividesFirst = adjoint;
    this.from = from;
    this.to = to;
    this.row = new float[columns.size * channels];
    this.column = new float[row.length];
    this.moved = new float[columns.windows * channels];
    this.sum = new float[moved.length];
  }

  /**
   * The mean.
   *
   * @param from the first row of windows, counted over all images
   * @param to the row after the last
   */
  static Kernel mean(WindowSpec spec, boolean countPadding, View x, View y, int from, int to) {
    return new AvgPoolKernel(spec, new Divisors(spec, countPadding), false, x, y, from, to);
  }

  /**
   * The adjoint: each pixel gets its share of the numbers of the windows over it.
   *
   * @param from the first row of pixels, counted over all images
   * @param to the row after the last
   */
  static Kernel spread(WindowSpec spec, boolean countPadding, View g, View d, int from, int to) {
    return new AvgPoolKernel(spec, new Divisors(spec, countPadding), true, g, d, from, to);
  }

  /** By what the sum under a window is divided: the product of a row's and a column's count. */
  private static final class Divisors {
    final float[] ofRow;
    final float[] ofColumn;

    Divisors(WindowSpec spec, boolean countPadding) {
      ofRow = counts(spec.rows(), 1, countPadding);
      ofColumn = counts(spec.columns(), spec.channels(), countPadding);
    }

    private static float[] counts(Taps taps, int repeat, boolean countPadding) {
      float[] counts = new float[taps.windows * repeat];
      for (int i = 0; i < taps.windows; i++) {
        int count = countPadding ? taps.kernel : taps.onImage(i);
        Arrays.fill(counts, i * repeat, (i + 1) * repeat, count);
      }
      return counts;
    }

    /** Divides a row's sums. */
    void divide(float[] sums, int i) {
      float count = ofRow[i];
      for (int j = 0; j < sums.length; j++) {
        sums[j] = sums[j] / (count * ofColumn[j]);
      }
    }
  }

  @Override
  public void run() {
    for (int r = from; r < to; r++) {
      int i = r % rows.windows;
      sumColumns(r / rows.windows, i);
      Arrays.fill(sum, 0);
      for (int k = 0; k < columns.kernel; k++) {
        PixelRow.gather(columns, k, channels, column, moved, 0);
        add(sum, moved);
      }
      if (!dividesFirst) {
        divisors.divide(sum, i);
      }
      y.set((long) r * sum.length, sum, 0, sum.length);
    }
  }

  /** Adds the rows under row i of the result; then few numbers are left to move. */
  private void sumColumns(int image, int i) {
    Arrays.fill(column, 0);
    for (int k = 0; k < rows.kernel; k++) {
      int at = rows.at(i, k);
      if (at != Taps.PADDING) {
        x.get((long) (image * rows.size + at) * row.length, row, 0, row.length);
        if (dividesFirst) {
          divisors.divide(row, at);
        }
        add(column, row);
      }
    }
  }

  private static void add(float[] sum, float[] term) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += term[i];
    }
  }
}
