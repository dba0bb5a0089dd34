package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Softmax or its logarithm of each row, with the row's maximum subtracted first. */
final class SoftmaxKernel implements Kernel {
  private final boolean logarithm;
  private final View x;
  private final View y;
  private final int rows;
  private final int columns;
  private final int rowsPerTile;
  private final float[] tile;

  SoftmaxKernel(boolean logarithm, View x, View y, int rows, int columns) {
    this.logarithm = logarithm;
    this.x = x;
    this.y = y;
    this.rows = rows;
    this.columns = columns;
    this.rowsPerTile = Rows.perTile(rows, columns);
    this.tile = new float[rowsPerTile * columns];
  }

  @Override
  public void run() {
    for (int row = 0; row < rows; row += rowsPerTile) {
      int n = Math.min(rowsPerTile, rows - row) * columns;
      x.get(row * columns, tile, 0, n);
      for (int at = 0; at < n; at += columns) {
        if (logarithm) {
          logSoftmax(at);
        } else {
          softmax(at);
        }
      }
      y.set(row * columns, tile, 0, n);
    }
  }

  private void softmax(int at) {
    double factor = 1 / Rows.exponentials(tile, at, columns);
    for (int i = at; i < at + columns; i++) {
      tile[i] = (float) (tile[i] * factor);
    }
  }

  private void logSoftmax(int at) {
    double max = Rows.max(tile, at, columns);
    double log = FloatMath.log(Rows.sumOfExponentials(tile, at, columns, max));
    for (int i = at; i < at + columns; i++) {
      tile[i] = (float) (tile[i] - max - log);
    }
  }
}
