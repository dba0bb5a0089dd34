package dev.netc.runtime.kernel;

/** What the softmax kernels compute of one row of logits in a tile. */
final class Rows {
  private Rows() {}

  /** How many rows to copy at a time: a tile full, but never more than there are and at least 1. */
  static int perTile(int rows, int columns) {
    return Math.max(1, Math.min(rows, Tiles.FLOATS / columns));
  }

  static float max(float[] x, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /** Σ exp(x - max), at least 1 if max is the largest x. */
  static double sumOfExponentials(float[] x, int at, int n, double max) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += FloatMath.exp(x[i] - max);
    }
    return sum;
  }

  /** Replaces x by exp(x - max x) and returns the sum. */
  static double exponentials(float[] x, int at, int n) {
    double max = max(x, at, n);
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      double e = FloatMath.exp(x[i] - max);
      sum += e;
      x[i] = (float) e;
    }
    return sum;
  }
}
