package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/** Σ over the rows of (x - mean)² or g · (x - mean), column by column. */
final class ColumnMomentKernel implements Kernel {
  private final View g;
  private final View x;
  private final View mean;
  private final View y;
  private final int rows;
  private final int columns;
  private final double scale;
  private final int width;
  private final float[] means;
  private final float[] row;
  private final float[] factor;
  private final double[] total;

  /**
   * @param g null for the difference itself
   * @param scale of the result
   */
  ColumnMomentKernel(View g, View x, View mean, View y, int rows, int columns, double scale) {
    this.g = g;
    this.x = x;
    this.mean = mean;
    this.y = y;
    this.rows = rows;
    this.columns = columns;
    this.scale = scale;
    this.width = Math.min(columns, Tiles.FLOATS);
    this.means = new float[width];
    this.row = new float[width];
    this.factor = new float[width];
    this.total = new double[width];
  }

  @Override
  public void run() {
    for (int from = 0; from < columns; from += width) {
      int n = Math.min(width, columns - from);
      mean.get(from, means, 0, n);
      Arrays.fill(total, 0);
      for (int r = 0; r < rows; r++) {
        include((long) r * columns + from, n);
      }
      for (int c = 0; c < n; c++) {
        row[c] = (float) (scale * total[c]);
      }
      y.set(from, row, 0, n);
    }
  }

  private void include(long at, int n) {
    x.get(at, row, 0, n);
    for (int c = 0; c < n; c++) {
      row[c] -= means[c];
    }
    if (g != null) {
      g.get(at, factor, 0, n);
    } else {
      System.arraycopy(row, 0, factor, 0, n);
    }
    for (int c = 0; c < n; c++) {
      total[c] += row[c] * factor[c];
    }
  }
}
