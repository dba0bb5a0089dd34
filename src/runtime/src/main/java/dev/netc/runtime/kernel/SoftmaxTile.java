package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/**
 * What every softmax kernel needs of some rows of logits: their maxima, the exponentials of their
 * distances to them, and the sums of these. In double, so that nothing is lost before the result.
 */
final class SoftmaxTile {
  /** How many rows are read at a time. */
  final int capacity;

  /** The logits, [capacity, columns]. */
  final float[] x;

  /** exp(x - max), [capacity, columns]. */
  final double[] exponentials;

  /** The largest logit of each row. */
  final double[] max;

  /** The sum of each row's exponentials, at least 1. */
  final double[] sum;

  private final int columns;

  /** A tile for at most {@code rows} rows, and at least one, however long. */
  SoftmaxTile(int rows, int columns) {
    this.columns = columns;
    this.capacity = Math.max(1, Math.min(rows, Tiles.FLOATS / columns));
    this.x = new float[capacity * columns];
    this.exponentials = new double[capacity * columns];
    this.max = new double[capacity];
    this.sum = new double[capacity];
  }

  /** Reads {@code rows} rows of logits, from the given one on. */
  void read(View logits, int row, int rows) {
    logits.get((long) row * columns, x, 0, rows * columns);
    for (int r = 0; r < rows; r++) {
      max[r] = largest(x, r * columns, columns);
      subtract(max[r], r * columns);
    }
    Exponential.apply(exponentials, rows * columns);
    for (int r = 0; r < rows; r++) {
      sum[r] = sum(exponentials, r * columns, columns);
    }
  }

  /** The sum of a row's exponentials but for one column's. */
  double sumOfOthers(int r, int column) {
    int start = r * columns;
    return sum(exponentials, start, column)
        + sum(exponentials, start + column + 1, columns - column - 1);
  }

  /** Sets x to the exponentials times a factor, in one row. */
  void scale(int r, double factor) {
    scale(exponentials, x, r * columns, columns, factor);
  }

  private static void scale(double[] from, float[] to, int at, int n, double factor) {
    for (int i = at; i < at + n; i++) {
      to[i] = (float) (from[i] * factor);
    }
  }

  // Four chains each: a maximum or a sum need not wait for the one before.

  private static float largest(float[] x, int at, int n) {
    float m0 = Float.NEGATIVE_INFINITY;
    float m1 = m0;
    float m2 = m0;
    float m3 = m0;
    int end = at + n;
    int i = at;
    for (; i <= end - 4; i += 4) {
      m0 = Math.max(m0, x[i]);
      m1 = Math.max(m1, x[i + 1]);
      m2 = Math.max(m2, x[i + 2]);
      m3 = Math.max(m3, x[i + 3]);
    }
    for (; i < end; i++) {
      m0 = Math.max(m0, x[i]);
    }
    return Math.max(Math.max(m0, m1), Math.max(m2, m3));
  }

  private void subtract(double shift, int at) {
    for (int i = at; i < at + columns; i++) {
      exponentials[i] = x[i] - shift;
    }
  }

  private static double sum(double[] x, int at, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int end = at + n;
    int i = at;
    for (; i <= end - 4; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
