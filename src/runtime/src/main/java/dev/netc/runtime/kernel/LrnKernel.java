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
  private final double[] terms;
  private final double[] scale;
  private final double[] power;

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
    this.terms = new double[channels];
    this.scale = new double[channels];
    this.power = new double[channels];
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

  /** s and s^-β. */
  private void findScale() {
    for (int c = 0; c < channels; c++) {
      terms[c] = (double) row[c] * row[c];
    }
    double factor = spec.alpha() / spec.size();
    for (int c = 0; c < channels; c++) {
      scale[c] = spec.k() + factor * sum(c - spec.size() / 2, c + (spec.size() - 1) / 2);
    }
    if (spec.beta() == 0.75) {
      powerOfThreeQuarters(scale, power);
    } else {
      for (int c = 0; c < channels; c++) {
        power[c] = Math.pow(scale[c], -spec.beta());
      }
    }
  }

  /** The usual exponent, by roots, which C2 vectorises. */
  private static void powerOfThreeQuarters(double[] scale, double[] power) {
    for (int c = 0; c < power.length; c++) {
      double root = Math.sqrt(scale[c]);
      power[c] = 1 / (root * Math.sqrt(root));
    }
  }

  /** The sum of the terms of neighbouring channels. */
  private double sum(int first, int last) {
    double sum = 0;
    int end = Math.min(channels - 1, last);
    for (int c = Math.max(0, first); c <= end; c++) {
      sum += terms[c];
    }
    return sum;
  }

  private void normalize() {
    for (int c = 0; c < channels; c++) {
      row[c] = (float) (row[c] * power[c]);
    }
  }

  /**
   * {@code d[c] = g[c] · s[c]^-β - 2αβ/size · x[c] · Σ_j g[j] · x[j] · s[j]^(-β-1)} over the j in
   * whose sums c is.
   */
  private void differentiate() {
    for (int c = 0; c < channels; c++) {
      terms[c] = (double) gradient[c] * row[c] * power[c] / scale[c];
    }
    double factor = 2 * spec.alpha() * spec.beta() / spec.size();
    for (int c = 0; c < channels; c++) {
      double sum = sum(c - (spec.size() - 1) / 2, c + spec.size() / 2);
      row[c] = (float) (gradient[c] * power[c] - factor * row[c] * sum);
    }
  }
}
