package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Softmax with cross entropy and its gradient against double arithmetic. Both are computed in
 * double from an exponential good to 1e-9 and rounded once: relative error at most 1e-7, or 1e-9
 * where terms of different signs cancel.
 */
class CrossEntropyTest {
  private static final int[][] SHAPES = {
    {1, 1}, {1, 2}, {3, 1}, {37, 37}, {100, 10}, {3, 5003}, {700, 3}
  };

  @ParameterizedTest
  @EnumSource
  void agreesWithDoublesForLabels(KernelSet set) {
    for (int[] shape : SHAPES) {
      int rows = shape[0];
      int columns = shape[1];
      Operand labels = Operand.indices(rows, columns, 2);
      check(set, Operand.random(rows * columns, 1), labels, false, rows, columns);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDoublesForDenseTargets(KernelSet set) {
    for (int[] shape : SHAPES) {
      int size = shape[0] * shape[1];
      // Any numbers will do: the formula does not ask for probabilities.
      check(set, Operand.random(size, 1), Operand.random(size, 2), true, shape[0], shape[1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isExactForExtremeLogits(KernelSet set) {
    float[][] rows = {
      {1e4f, 1e4f - 1, 0, -1e4f},
      {1e30f, 1e30f, -1e30f, 0},
      {5, 5, 5, 5},
      {1e-40f, 0, -1e-40f, 0},
      {20, 0, 0, 0}
    };
    for (float[] row : rows) {
      for (int label = 0; label < 4; label++) {
        check(set, Operand.of(row), Operand.of(label), false, 1, 4);
        float[] oneHot = new float[4];
        oneHot[label] = 1;
        check(set, Operand.of(row), Operand.of(oneHot), true, 1, 4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheGradientOfAlmostCertainRows(KernelSet set) {
    Operand gradient = gradient(set, Operand.of(30, 0), Operand.of(0), false, Operand.of(1), 1, 2);
    double p = Math.exp(-30) / (1 + Math.exp(-30));
    assertEquals(-p, gradient.floats()[0], 1e-7 * p);
    assertEquals(p, gradient.floats()[1], 1e-7 * p);
  }

  @ParameterizedTest
  @EnumSource
  void ignoresInfiniteLogitsOfOtherClasses(KernelSet set) {
    Operand x = Operand.of(Float.NEGATIVE_INFINITY, 0);
    Operand loss = Operand.unset(1);
    set.kernels()
        .softmaxCrossEntropy(x.view(), Operand.of(0, 1).view(), true, loss.view(), 1, 2)
        .run();
    assertEquals(0f, loss.floats()[0]);
  }

  @ParameterizedTest
  @EnumSource
  void showsNaN(KernelSet set) {
    Operand x = Operand.of(Float.NaN, 0);
    Operand loss = Operand.unset(1);
    set.kernels()
        .softmaxCrossEntropy(x.view(), Operand.of(1).view(), false, loss.view(), 1, 2)
        .run();
    assertEquals(Float.NaN, loss.floats()[0]);
  }

  @ParameterizedTest
  @EnumSource
  void takesOneFactorForAllRows(KernelSet set) {
    Operand x = Operand.random(20, 1);
    Operand labels = Operand.of(0, 1, 2, 3);
    Operand one = gradient(set, x, labels, false, Operand.of(0.25f), 4, 5);
    Operand each = gradient(set, x, labels, false, Operand.of(0.25f, 0.25f, 0.25f, 0.25f), 4, 5);
    assertArrayEquals(each.floats(), one.floats());
  }

  @ParameterizedTest
  @EnumSource
  void mayOverwriteTheLogits(KernelSet set) {
    Operand x = Operand.random(5003 * 3, 1);
    Operand labels = Operand.of(4, 5002, 0);
    Operand apart = gradient(set, x, labels, false, Operand.of(1), 3, 5003);
    set.kernels()
        .softmaxCrossEntropyGradient(
            x.view(), labels.view(), false, Operand.of(1).view(), x.view(), 3, 5003)
        .run();
    assertArrayEquals(apart.floats(), x.floats());
  }

  @ParameterizedTest
  @EnumSource
  void rejectsLabelsThatAreNoClass(KernelSet set) {
    for (float label : new float[] {-1, 2, 0.5f, Float.NaN, 1e30f}) {
      Kernel kernel =
          set.kernels()
              .softmaxCrossEntropy(
                  Operand.of(1, 2, 3, 4).view(),
                  Operand.of(0, label).view(),
                  false,
                  Operand.unset(2).view(),
                  2,
                  2);
      IndexOutOfRange thrown = assertThrows(IndexOutOfRange.class, kernel::run);
      assertEquals(label, thrown.value());
    }
  }

  private static void check(
      KernelSet set, Operand x, Operand target, boolean dense, int rows, int columns) {
    Operand loss = Operand.unset(rows);
    set.kernels()
        .softmaxCrossEntropy(x.view(), target.view(), dense, loss.view(), rows, columns)
        .run();
    Operand g = Operand.random(rows, 9);
    float[] actual = gradient(set, x, target, dense, g, rows, columns).floats();
    double[] logits = x.doubles();
    for (int r = 0; r < rows; r++) {
      double[] t = row(target, dense, r, columns);
      double max = SoftmaxTest.max(logits, r * columns, columns);
      double lse = SoftmaxTest.logSumExp(logits, r * columns, columns);
      double expected = 0;
      double size = 0;
      double total = 0;
      for (int c = 0; c < columns; c++) {
        double term = t[c] * (max - logits[r * columns + c] + lse);
        expected += term;
        size += Math.abs(term);
        total += t[c];
      }
      assertEquals(expected, loss.floats()[r], 1e-7 * Math.abs(expected) + 1e-9 * size);
      for (int c = 0; c < columns; c++) {
        double p = Math.exp(logits[r * columns + c] - max - lse) * total;
        double slope = g.floats()[r] * (p - t[c]);
        double tolerance = 1e-9 * (Math.abs(p) + Math.abs(t[c])) * Math.abs(g.floats()[r]);
        assertEquals(slope, actual[r * columns + c], 1e-7 * Math.abs(slope) + tolerance);
      }
    }
  }

  private static Operand gradient(
      KernelSet set, Operand x, Operand target, boolean dense, Operand g, int rows, int columns) {
    Operand gradient = Operand.unset(rows * columns);
    set.kernels()
        .softmaxCrossEntropyGradient(
            x.view(), target.view(), dense, g.view(), gradient.view(), rows, columns)
        .run();
    return gradient;
  }

  private static double[] row(Operand target, boolean dense, int r, int columns) {
    double[] t = new double[columns];
    if (dense) {
      System.arraycopy(target.doubles(), r * columns, t, 0, columns);
    } else {
      t[(int) target.floats()[r]] = 1;
    }
    return t;
  }
}
