package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Variances and products of columns against double arithmetic. A term is off by 2^-23 of its size,
 * and at most 16 are added in float: 1.3e-6 of the sum of the terms' sizes.
 */
class ColumnMomentTest {
  private static final double ACCURACY = 1.3e-6;

  private static final int[][] SHAPES = {
    {1, 1}, {37, 1}, {1, 37}, {100, 50}, {784, 16}, {5003, 3}, {20_001, 64}, {37, 5003}, {3, 2048}
  };

  @ParameterizedTest
  @EnumSource
  void findsVariances(KernelSet set) {
    for (int[] s : SHAPES) {
      Operand x = Operand.random(s[0] * s[1], 1);
      Operand mean = Operand.random(s[1], 2);
      Operand y = Operand.unset(s[1]);
      set.kernels().columnVariance(x.view(), mean.view(), y.view(), s[0], s[1]).run();
      double[] values = x.doubles();
      double[] means = mean.doubles();
      for (int c = 0; c < s[1]; c++) {
        double sum = 0;
        double size = 0;
        for (int r = 0; r < s[0]; r++) {
          double difference = values[r * s[1] + c] - means[c];
          sum += difference * difference / s[0];
          // The difference is rounded before it is squared.
          size += (difference * difference + Math.abs(difference) * 1e-1) / s[0];
        }
        assertEquals(sum, y.floats()[c], ACCURACY * size);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesColumns(KernelSet set) {
    for (int[] s : SHAPES) {
      Operand g = Operand.random(s[0] * s[1], 3);
      Operand x = Operand.random(s[0] * s[1], 1);
      Operand mean = Operand.random(s[1], 2);
      Operand y = Operand.unset(s[1]);
      set.kernels().columnDot(g.view(), x.view(), mean.view(), y.view(), s[0], s[1]).run();
      double[] values = x.doubles();
      double[] gradients = g.doubles();
      double[] means = mean.doubles();
      for (int c = 0; c < s[1]; c++) {
        double sum = 0;
        double size = 0;
        for (int r = 0; r < s[0]; r++) {
          double term = gradients[r * s[1] + c] * (values[r * s[1] + c] - means[c]);
          sum += term;
          size += Math.abs(term) + 1e-1 * Math.abs(gradients[r * s[1] + c]);
        }
        assertEquals(sum, y.floats()[c], ACCURACY * size);
      }
    }
  }

  @Test
  void doesNotDependOnTheNumberOfThreads() {
    Operand x = Operand.random(40_000 * 7, 1);
    float[] one = sums(new Team(1), x);
    assertArrayEquals(one, sums(new Team(3), x));
    assertArrayEquals(one, sums(new Team(7), x));
  }

  private static float[] sums(Team team, Operand x) {
    Operand y = Operand.unset(7);
    new ColumnReduceKernel(
            team, Reduction.SUM, () -> ColumnTerms.of(x.view()), y.view(), 1, 40_000, 7, 1)
        .run();
    return y.floats();
  }

  @ParameterizedTest
  @EnumSource
  void rejectsViewsOfOtherSizes(KernelSet set) {
    Operand six = Operand.random(6, 1);
    Operand three = Operand.random(3, 1);
    Kernels kernels = set.kernels();
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.columnVariance(six.view(), six.view(), three.view(), 2, 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.columnDot(three.view(), six.view(), three.view(), three.view(), 2, 3));
  }
}
