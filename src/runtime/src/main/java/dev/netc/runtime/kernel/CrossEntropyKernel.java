package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Softmax with cross entropy from the logits: {@code Σ_c t[c] · (logsumexp(x) - x[c])} per row. */
final class CrossEntropyKernel implements Kernel {
  private final View logits;
  private final View target;
  private final boolean dense;
  private final View loss;
  private final int rows;
  private final int columns;
  private final SoftmaxTile tile;
  private final float[] t;

  CrossEntropyKernel(View logits, View target, boolean dense, View loss, int rows, int columns) {
    this.logits = logits;
    this.target = target;
    this.dense = dense;
    this.loss = loss;
    this.rows = rows;
    this.columns = columns;
    this.tile = new SoftmaxTile(rows, columns);
    this.t = new float[tile.capacity * (dense ? columns : 1)];
  }

  @Override
  public void run() {
    for (int row = 0; row < rows; row += tile.capacity) {
      int count = Math.min(tile.capacity, rows - row);
      tile.read(logits, row, count);
      int width = dense ? columns : 1;
      target.get((long) row * width, t, 0, count * width);
      for (int r = 0; r < count; r++) {
        loss.set(row + r, (float) (dense ? denseLoss(r) : indexLoss(r, row + r)));
      }
    }
  }

  private double indexLoss(int r, int row) {
    int label = IndexOutOfRange.checked(t[r], row, columns);
    // The difference first: beside logits of 10⁴ the logarithm would lose its digits.
    return tile.max[r] - tile.x[r * columns + label] + FloatMath.log(tile.sum[r]);
  }

  private double denseLoss(int r) {
    double log = FloatMath.log(tile.sum[r]);
    double sum = 0;
    for (int i = r * columns; i < (r + 1) * columns; i++) {
      // 0 · ∞ must not make NaN of a class that is not the target.
      if (t[i] != 0) {
        sum += t[i] * (tile.max[r] - tile.x[i] + log);
      }
    }
    return sum;
  }
}
