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
  private final float[] x;
  private final float[] t;

  CrossEntropyKernel(View logits, View target, boolean dense, View loss, int rows, int columns) {
    this.logits = logits;
    this.target = target;
    this.dense = dense;
    this.loss = loss;
    this.rows = rows;
    this.columns = columns;
    this.x = new float[columns];
    this.t = new float[dense ? columns : 0];
  }

  @Override
  public void run() {
    for (int row = 0; row < rows; row++) {
      logits.get(row * columns, x, 0, columns);
      // Relative to the maximum, so that logits of 10⁴ and their losses keep all their digits.
      double max = Rows.max(x, 0, columns);
      double log = FloatMath.log(Rows.sumOfExponentials(x, 0, columns, max));
      loss.set(row, (float) (dense ? denseLoss(row, max, log) : indexLoss(row, max, log)));
    }
  }

  private double indexLoss(int row, double max, double log) {
    int label = IndexOutOfRange.checked(target.get(row), row, columns);
    return max - x[label] + log;
  }

  private double denseLoss(int row, double max, double log) {
    target.get(row * columns, t, 0, columns);
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      // 0 · ∞ must not make NaN of a class that is not the target.
      if (t[c] != 0) {
        sum += t[c] * (max - x[c] + log);
      }
    }
    return sum;
  }
}
