package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Softmax or its logarithm of each row. */
final class SoftmaxKernel implements Kernel {
  private final boolean logarithm;
  private final View x;
  private final View y;
  private final int rows;
  private final int columns;
  private final SoftmaxTile tile;

  SoftmaxKernel(boolean logarithm, View x, View y, int rows, int columns) {
    this.logarithm = logarithm;
    this.x = x;
    this.y = y;
    this.rows = rows;
    this.columns = columns;
    this.tile = new SoftmaxTile(rows, columns);
  }

  @Override
  public void run() {
    for (int row = 0; row < rows; row += tile.capacity) {
      int count = Math.min(tile.capacity, rows - row);
      tile.read(x, row, count);
      for (int r = 0; r < count; r++) {
        if (logarithm) {
          logSoftmax(r);
        } else {
          tile.scale(r, 1 / tile.sum[r]);
        }
      }
      y.set((long) row * columns, tile.x, 0, count * columns);
    }
  }

  private void logSoftmax(int r) {
    double max = tile.max[r];
    double log = FloatMath.log(tile.sum[r]);
    for (int i = r * columns; i < (r + 1) * columns; i++) {
      // Not x - (max + log): beside a large maximum the logarithm would be rounded away.
      tile.x[i] = (float) (tile.x[i] - max - log);
    }
  }
}
