package dev.netc.runtime.kernel;

import java.util.Arrays;

/** A convolution and its adjoints the obvious way, with the sum of the terms' sizes. */
final class ConvReference {
  /** The sums, and those of the terms' absolute values. */
  final double[] value;

  final double[] size;

  private final ConvSpec spec;

  private ConvReference(ConvSpec spec, long floats) {
    this.spec = spec;
    this.value = new double[(int) floats];
    this.size = new double[(int) floats];
  }

  static ConvReference forward(ConvSpec spec, double[] x, double[] w) {
    ConvReference y = new ConvReference(spec, spec.sizeOfOutput());
    y.forEachTerm((atX, atW, atY) -> y.add(atY, x[atX] * w[atW]));
    return y;
  }

  static ConvReference input(ConvSpec spec, double[] g, double[] w) {
    ConvReference x = new ConvReference(spec, spec.sizeOfInput());
    x.forEachTerm((atX, atW, atY) -> x.add(atX, g[atY] * w[atW]));
    return x;
  }

  static ConvReference weights(ConvSpec spec, double[] x, double[] g) {
    ConvReference w = new ConvReference(spec, spec.sizeOfWeights());
    w.forEachTerm((atX, atW, atY) -> w.add(atW, x[atX] * g[atY]));
    return w;
  }

  private interface Term {
    void at(int x, int w, int y);
  }

  private void forEachTerm(Term term) {
    WindowSpec window = spec.window();
    int taps = window.kernelHeight() * window.kernelWidth();
    int channels = spec.groupChannels();
    WindowSpecs.forEachTap(
        window,
        (number, tap, pixel) -> {
          for (int o = 0; o < spec.filters(); o++) {
            int first = o / spec.groupFilters() * channels;
            for (int c = 0; c < channels; c++) {
              term.at(
                  pixel * window.channels() + first + c,
                  (o * channels + c) * taps + tap,
                  number * spec.filters() + o);
            }
          }
        });
  }

  private void add(int at, double term) {
    value[at] += term;
    size[at] += Math.abs(term);
  }

  /** Adds a row, such as a bias, to each row; or an array of the same size. */
  ConvReference plus(double[] terms) {
    for (int i = 0; i < value.length; i++) {
      add(i, terms[i % terms.length]);
    }
    return this;
  }

  ConvReference activated() {
    Arrays.setAll(value, i -> activate(spec.activation(), value[i]));
    return this;
  }

  /** An activation in double. */
  static double activate(Activation f, double x) {
    return switch (f) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }
}
