package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** The gradient of {@link CrossEntropyKernel}: {@code g · (softmax(x) · Σt - t)} per row. */
final class CrossEntropyGradientKernel implements Kernel {
  private final View logits;
  private final View target;
  private final boolean dense;
  private final View g;
  private final boolean oneFactor;
  private final View gradient;
  private final int rows;
  private final int columns;
  private final float[] x;
  private final float[] t;

  CrossEntropyGradientKernel(
      View logits, View target, boolean dense, View g, View gradient, int rows, int columns) {
    this.logits = logits;
    this.target = target;
    this.dense = dense;
    this.g = g;
    this.oneFactor = g.size() == 1;
    this.gradient = gradient;
    this.rows = rows;
    this.columns = columns;
    this.x = new float[columns];
    this.t = new float[dense ? columns : 0];
  }

  @Override
  public void run() {
    for (int row = 0; row < rows; row++) {
      double factor = g.get(oneFactor ? 0 : row);
      logits.get(row * columns, x, 0, columns);
      if (dense) {
        denseRow(row, factor);
      } else {
        indexRow(row, factor);
      }
      gradient.set(row * columns, x, 0, columns);
    }
  }

  private void indexRow(int row, double factor) {
    int label = IndexOutOfRange.checked(target.get(row), row, columns);
    double sum = Rows.exponentials(x, 0, columns);
    // 1 - softmax as the sum of the others: exact even where softmax rounds to 1.
    double others = 0;
    for (int c = 0; c < columns; c++) {
      others += c == label ? 0 : x[c];
    }
    double scale = factor / sum;
    for (int c = 0; c < columns; c++) {
      x[c] = (float) (x[c] * scale);
    }
    x[label] = (float) (-others * scale);
  }

  private void denseRow(int row, double factor) {
    target.get(row * columns, t, 0, columns);
    double total = 0;
    for (int c = 0; c < columns; c++) {
      total += t[c];
    }
    double scale = total / Rows.exponentials(x, 0, columns);
    for (int c = 0; c < columns; c++) {
      x[c] = (float) (factor * (x[c] * scale - t[c]));
    }
  }
}
