package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reductions against double arithmetic. A sum adds at most 16 floats before it goes on in double:
 * it is off by at most 16 · 2^-24 = 1e-6 of the sum of the terms' sizes, and a scale adds a
 * rounding.
 */
class ReduceTest {
  private static final int[][] SHAPES = {
    {1, 1, 1},
    {1, 37, 1},
    {37, 1, 1},
    {1, 1, 37},
    {100, 10, 1},
    {1, 100, 50},
    {1, 100, 10},
    {5, 17, 3},
    {3, 37, 64},
    {2, 5, 2049},
    {1, 3, 5003},
    {3, 5003, 1},
    {1, 5003, 2},
    {2, 1000, 63}
  };

  @ParameterizedTest
  @EnumSource
  void agreesWithDoubles(KernelSet set) {
    for (int[] s : SHAPES) {
      Operand x = Operand.random(s[0] * s[1] * s[2], 1);
      for (Reduction op : Reduction.values()) {
        check(set, op, x, s, 1);
        check(set, op, x, s, 0.37f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumsNumbersOfVeryDifferentSizes(KernelSet set) {
    check(set, Reduction.SUM, Operand.of(1e30f, 1, -1e30f), new int[] {1, 3, 1}, 1);
    check(set, Reduction.SUM, Operand.of(1e30f, 1, 1, 1, -1e30f, 1), new int[] {1, 3, 2}, 1);
    check(set, Reduction.SUM, Operand.of(1e-44f, 1e-44f, 1e-44f), new int[] {1, 3, 1}, 1);
  }

  @ParameterizedTest
  @EnumSource
  void keepsASumOfAMillionEqualNumbers(KernelSet set) {
    float[] tenths = new float[1 << 20];
    Arrays.fill(tenths, 0.1f);
    check(set, Reduction.SUM, Operand.of(tenths), new int[] {1, 1 << 20, 1}, 1);
    check(set, Reduction.SUM, Operand.of(tenths), new int[] {1, 1 << 18, 4}, 1);
  }

  @ParameterizedTest
  @EnumSource
  void showsNaN(KernelSet set) {
    for (Reduction op : Reduction.values()) {
      float[] rows = reduced(set, op, Operand.of(1, Float.NaN, 3, 4), new int[] {2, 2, 1}, 1);
      assertEquals(Float.NaN, rows[0]);
      float[] columns = reduced(set, op, Operand.of(1, Float.NaN, 3, 4), new int[] {1, 2, 2}, 1);
      assertEquals(Float.NaN, columns[1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsTheFirstLargest(KernelSet set) {
    assertArrayEquals(
        new float[] {1, 0, 2},
        argmax(set, Operand.of(1, 5, 5, 2, 2, 2, -3, -2, -1), new int[] {3, 3, 1}));
    assertArrayEquals(
        new float[] {0, 1}, argmax(set, Operand.of(1, 0, 1, 7, 1, 7), new int[] {1, 3, 2}));
    float low = Float.NEGATIVE_INFINITY;
    assertArrayEquals(new float[] {0}, argmax(set, Operand.of(low, low), new int[] {1, 2, 1}));
    assertArrayEquals(
        new float[] {1}, argmax(set, Operand.of(1, Float.NaN, 9, Float.NaN), new int[] {1, 4, 1}));
  }

  @ParameterizedTest
  @EnumSource
  void findsTheLargestInEveryShape(KernelSet set) {
    for (int[] s : SHAPES) {
      Operand x = Operand.random(s[0] * s[1] * s[2], 3);
      float[] actual = argmax(set, x, s);
      float[] values = x.floats();
      for (int o = 0; o < s[0]; o++) {
        for (int i = 0; i < s[2]; i++) {
          int best = 0;
          for (int a = 1; a < s[1]; a++) {
            if (values[(o * s[1] + a) * s[2] + i] > values[(o * s[1] + best) * s[2] + i]) {
              best = a;
            }
          }
          assertEquals(best, actual[o * s[2] + i]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsViewsOfOtherSizes(KernelSet set) {
    Operand six = Operand.random(6, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> set.kernels().reduce(Reduction.SUM, six.view(), six.view(), 2, 3, 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> set.kernels().argmax(six.view(), six.view(), 1, 0, 6));
  }

  private static void check(KernelSet set, Reduction op, Operand x, int[] s, float scale) {
    float[] actual = reduced(set, op, x, s, scale);
    double[] values = x.doubles();
    for (int o = 0; o < s[0]; o++) {
      for (int i = 0; i < s[2]; i++) {
        double expected = values[o * s[1] * s[2] + i];
        double size = Math.abs(expected);
        for (int a = 1; a < s[1]; a++) {
          double value = values[(o * s[1] + a) * s[2] + i];
          size += Math.abs(value);
          expected =
              switch (op) {
                case SUM -> expected + value;
                case MAX -> Math.max(expected, value);
                case MIN -> Math.min(expected, value);
              };
        }
        double bound = op == Reduction.SUM ? 1.1e-6 * size : 6e-8 * Math.abs(expected);
        assertEquals(scale * expected, actual[o * s[2] + i], scale * bound + Float.MIN_VALUE);
      }
    }
  }

  private static float[] reduced(KernelSet set, Reduction op, Operand x, int[] s, float scale) {
    Operand y = Operand.unset(s[0] * s[2]);
    set.kernels().reduce(op, x.view(), y.view(), s[0], s[1], s[2], scale).run();
    return y.floats();
  }

  private static float[] argmax(KernelSet set, Operand x, int[] s) {
    Operand y = Operand.unset(s[0] * s[2]);
    set.kernels().argmax(x.view(), y.view(), s[0], s[1], s[2]).run();
    return y.floats();
  }
}
