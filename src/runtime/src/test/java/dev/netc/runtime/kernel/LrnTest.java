package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Local response normalisation against its formula in double. The result is a float of few
 * roundings, 4 · 2^-23 of its size; the gradient the difference of two terms, each of that
 * accuracy.
 */
class LrnTest {
  private static final double ULP = 0x1p-23;

  private static final List<LrnSpec> SPECS =
      List.of(
          new LrnSpec(50, 96, 5, 1e-4, 0.75, 2),
          new LrnSpec(37, 17, 5, 0.5, 0.75, 1),
          new LrnSpec(3, 8, 3, 1, 0.5, 2),
          new LrnSpec(3, 8, 4, 1, 1, 1),
          new LrnSpec(2, 4, 9, 2, 1.3, 1),
          new LrnSpec(5, 1, 1, 1, 0.75, 1),
          new LrnSpec(1, 16, 5, 0, 0.75, 1));

  @ParameterizedTest
  @EnumSource
  void normalizesAcrossChannels(KernelSet set) {
    for (LrnSpec spec : SPECS) {
      Operand x = Operand.random(spec.rows() * spec.channels(), 1);
      Operand y = Operand.unset(spec.rows() * spec.channels());
      set.kernels().lrn(spec, x.view(), y.view()).run();
      double[] values = x.doubles();
      float[] actual = y.floats();
      for (int i = 0; i < actual.length; i++) {
        double expected = values[i] * Math.pow(scale(spec, values, i), -spec.beta());
        assertEquals(expected, actual[i], 4 * ULP * Math.abs(expected), spec.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAGradient(KernelSet set) {
    for (LrnSpec spec : SPECS) {
      Operand x = Operand.random(spec.rows() * spec.channels(), 1);
      Operand g = Operand.random(spec.rows() * spec.channels(), 2);
      Operand d = Operand.unset(spec.rows() * spec.channels());
      set.kernels().lrnGradient(spec, x.view(), g.view(), d.view()).run();
      float[] actual = d.floats();
      for (int i = 0; i < actual.length; i++) {
        checkGradient(spec, x.doubles(), g.doubles(), i, actual[i]);
      }
    }
  }

  /** d = g · s^-β, less what x has in the sums of its neighbours. */
  private static void checkGradient(LrnSpec spec, double[] x, double[] g, int i, float actual) {
    int row = i / spec.channels() * spec.channels();
    double own = g[i] * Math.pow(scale(spec, x, i), -spec.beta());
    double expected = own;
    double size = Math.abs(own);
    for (int j = row; j < row + spec.channels(); j++) {
      if (isNear(spec, j, i)) {
        double slope = -spec.beta() * Math.pow(scale(spec, x, j), -spec.beta() - 1);
        double term = g[j] * x[j] * slope * 2 * spec.alpha() / spec.size() * x[i];
        expected += term;
        size += Math.abs(term);
      }
    }
    assertEquals(expected, actual, 4 * ULP * size, spec.toString());
  }

  private static double scale(LrnSpec spec, double[] x, int i) {
    int row = i / spec.channels() * spec.channels();
    double sum = 0;
    for (int j = row; j < row + spec.channels(); j++) {
      sum += isNear(spec, i, j) ? x[j] * x[j] : 0;
    }
    return spec.k() + spec.alpha() / spec.size() * sum;
  }

  /** Whether j is in the sum of i. */
  private static boolean isNear(LrnSpec spec, int i, int j) {
    return j >= i - spec.size() / 2 && j <= i + (spec.size() - 1) / 2;
  }

  @ParameterizedTest
  @EnumSource
  void rejectsViewsOfOtherSizes(KernelSet set) {
    LrnSpec spec = new LrnSpec(2, 3, 5, 1, 0.75, 1);
    Operand six = Operand.random(6, 1);
    Operand five = Operand.random(5, 1);
    assertThrows(
        IllegalArgumentException.class, () -> set.kernels().lrn(spec, six.view(), five.view()));
    assertThrows(
        IllegalArgumentException.class,
        () -> set.kernels().lrnGradient(spec, six.view(), five.view(), six.view()));
  }
}
