package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Matrix products against sums in double. A float product of length k, summed in any order, is off
 * by at most about k · 2^-24 · Σ|a||b|, and for random signs by √k of it; tested to (4 + √k) ·
 * 2^-23 of that sum. Activations have slopes of at most 1, so that the bound holds after them, plus
 * 2e-6 for their own error.
 */
final class ExpectedProducts {
  private static final double ULP = 0x1p-23;

  private ExpectedProducts() {}

  static void check(KernelSet set, MatMulSpec spec, boolean biased) {
    Operand a = Operand.random((int) spec.sizeOfA(), 1);
    Operand b = Operand.random((int) spec.sizeOfB(), 2);
    Operand bias = biased ? Operand.random(spec.n(), 3) : null;
    // What is accumulated on must be numbers; what is overwritten must not be read.
    int size = (int) spec.sizeOfY();
    Operand y = spec.accumulate() ? Operand.random(size, 4) : Operand.unset(size);
    double[] old = spec.accumulate() ? y.doubles() : new double[size];
    set.kernels().matmul(spec, a.view(), b.view(), biased ? bias.view() : null, y.view()).run();
    compare(spec, a.doubles(), b.doubles(), biased ? bias.doubles() : null, old, y.floats());
  }

  static void compare(
      MatMulSpec spec, double[] a, double[] b, double[] bias, double[] old, float[] actual) {
    for (int i = 0; i < spec.batch(); i++) {
      for (int r = 0; r < spec.m(); r++) {
        for (int c = 0; c < spec.n(); c++) {
          double sum = bias == null ? 0 : bias[c];
          double size = Math.abs(sum);
          for (int j = 0; j < spec.k(); j++) {
            double term = a(spec, a, i, r, j) * b(spec, b, i, j, c);
            sum += term;
            size += Math.abs(term);
          }
          int at = (i * spec.m() + r) * spec.n() + c;
          double expected = ConvReference.activate(spec.activation(), sum) + old[at];
          double bound =
              (4 + Math.sqrt(spec.k())) * ULP * (size + Math.abs(old[at]))
                  + (spec.activation() == Activation.IDENTITY ? 0 : 2e-6);
          assertTrue(
              Math.abs(actual[at] - expected) <= bound,
              () -> "%s, element %d: %s instead of %s".formatted(spec, at, actual[at], expected));
        }
      }
    }
  }

  private static double a(MatMulSpec s, double[] a, int i, int r, int j) {
    int start = s.sharedA() ? 0 : i * s.m() * s.k();
    return a[start + (s.transposeA() ? j * s.m() + r : r * s.k() + j)];
  }

  private static double b(MatMulSpec s, double[] b, int i, int j, int c) {
    int start = s.sharedB() ? 0 : i * s.k() * s.n();
    return b[start + (s.transposeB() ? c * s.k() + j : j * s.n() + c)];
  }
}
