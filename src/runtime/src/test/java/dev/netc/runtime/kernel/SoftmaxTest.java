package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Softmax and its logarithm against double arithmetic: 1e-6 of a probability (oneDNN's exponential
 * is good to 3e-7), and 2e-7 of a logarithm, which is portable in both sets.
 */
class SoftmaxTest {
  private static final int[][] SHAPES = {
    {1, 1}, {1, 2}, {3, 1}, {2, 10}, {37, 37}, {100, 10}, {7, 2048}, {3, 5003}, {700, 3}
  };

  @ParameterizedTest
  @EnumSource
  void agreesWithDoubles(KernelSet set) {
    for (int[] shape : SHAPES) {
      Operand x = Operand.random(shape[0] * shape[1], 1);
      check(set, x, shape[0], shape[1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void staysRightForExtremeLogits(KernelSet set) {
    check(set, Operand.of(1e4f, 1e4f - 1, 0, -1e4f), 1, 4);
    check(set, Operand.of(1e30f, 1e30f, -1e30f, 0), 1, 4);
    check(set, Operand.of(-1e30f, -1e30f, -1e30f), 1, 3);
    check(set, Operand.of(1e-40f, -1e-40f, 0), 1, 3);
    check(set, Operand.of(7, 7, 7, 7, 7), 1, 5);
    check(set, Operand.of(0, -103.5f), 1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void worksInPlace(KernelSet set) {
    Operand x = Operand.random(370, 1);
    Operand y = Operand.unset(370);
    set.kernels().softmax(x.view(), y.view(), 10, 37).run();
    set.kernels().softmax(x.view(), x.view(), 10, 37).run();
    assertArrayEquals(y.floats(), x.floats());
  }

  @ParameterizedTest
  @EnumSource
  void showsNaN(KernelSet set) {
    Operand x = Operand.of(1, Float.NaN, 2, 3);
    Operand y = Operand.unset(4);
    set.kernels().softmax(x.view(), y.view(), 2, 2).run();
    assertEquals(Float.NaN, y.floats()[1]);
    assertEquals(0.26894143f, y.floats()[2], 1e-6f);
  }

  private static void check(KernelSet set, Operand x, int rows, int columns) {
    Operand y = Operand.unset(rows * columns);
    Operand log = Operand.unset(rows * columns);
    set.kernels().softmax(x.view(), y.view(), rows, columns).run();
    set.kernels().logSoftmax(x.view(), log.view(), rows, columns).run();
    float[] actual = y.floats();
    float[] actualLog = log.floats();
    double[] logits = x.doubles();
    for (int r = 0; r < rows; r++) {
      double lse = logSumExp(logits, r * columns, columns);
      for (int i = r * columns; i < (r + 1) * columns; i++) {
        // The maximum is subtracted first here too: 1e30 + log 2 is 1e30 even in double.
        double expectedLog = logits[i] - max(logits, r * columns, columns) - lse;
        double expected = Math.exp(expectedLog);
        assertEquals(expected, actual[i], 1e-6 * expected + Float.MIN_NORMAL);
        assertTrue(
            Math.abs(actualLog[i] - expectedLog) <= 2e-7 * Math.abs(expectedLog),
            () -> expectedLog + " expected");
      }
    }
  }

  /** log Σ exp(x - max x). */
  static double logSumExp(double[] x, int at, int n) {
    double max = max(x, at, n);
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += Math.exp(x[i] - max);
    }
    return Math.log(sum);
  }

  static double max(double[] x, int at, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = at; i < at + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }
}
