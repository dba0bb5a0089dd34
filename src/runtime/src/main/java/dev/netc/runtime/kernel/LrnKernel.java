package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Local response normalisation or its gradient: some rows. */
final class LrnKernel implements Kernel {
  private final LrnSpec spec;
  private final int channels;
  private final View x;
  private final View g;
  private final View y;
  private final int from;
  private final int to;
  private final float[] row;
  private final float[] gradient;
  private final double[] squares;
  private final double[] scale;

  /**
   * @param g the gradient by y, or null for y itself
   * @param y gets the gradient by x, or y
   */
  LrnKernel(LrnSpec spec, View x, View g, View y, int from, int to) {
    this.spec = spec;
    this.channels = spec.channels();
    this.x = x;
    this.g = g;
    this.y = y;
    this.from = from;
    this.to = to;
    this.row = new float[channels];
    this.gradient = new float[channels];
    this.squares = new double[channels];
    this.scale = new double[channels];
  }

  @Override
  public void run() {
    for (int r = from; r < to; r++) {
      long at = (long) r * channels;
      x.get(at, row, 0, channels);
      findScale();
      if (g == null) {
        normalize();
      } else {
        g.get(at, gradient, 0, channels);
        differentiate();
      }
      y.set(at, row, 0, channels);
    }
  }

  /** s. */
  private void findScale() {
    for (int c = 0; c < channels; c++) {
      squares[c] = (double) row[c] * row[c];
    }
    for (int c = 0; c < channels; c++) {
      double sum = sum(squares, c - spec.size() / 2, c + (spec.size() - 1) / 2);
      scale[c] = spec.k() + spec.alpha() / spec.size() * sum;
    }
  }

  private double sum(double[] terms, int first, int last) {
    double sum = 0;
    for (int c = Math.max(0, first); c <= Math.min(channels - 1, last); c++) {
      sum += terms[c];
    }
    return sum;
  }

  private void normalize() {
    for (int c = 0; c < channels; c++) {
      row[c] = (float) (row[c] * power(scale[c]));
    }
  }

  /**
   * {@code d[c] = g[c] · s[c]^-β - 2αβ/size · x[c] · Σ_j g[j] · x[j] · s[j]^(-β-1)} over the j in
   * whose sums c is.
   */
  private void differentiate() {
    for (int c = 0; c < channels; c++) {
      squares[c] = gradient[c] * (double) row[c] * power(scale[c]) / scale[c];
    }
    double factor = 2 * spec.alpha() * spec.beta() / spec.size();
    for (int c = 0; c < channels; c++) {
      double sum = sum(squares, c - (spec.size() - 1) / 2, c + spec.size() / 2);
      row[c] = (float) (gradient[c] * power(scale[c]) - factor * row[c] * sum);
    }
  }

  /** s^-β. */
  private double power(double s) {
    if (spec.beta() == 0.75) {
      double root = Math.sqrt(s);
      return 1 / (root * Math.sqrt(root));
    }
    return Math.pow(s, -spec.beta());
  }
}
