package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Unary kernels against double arithmetic: relative error at most 2e-6, or absolute at most 1e-6
 * for oneDNN, whose polynomials are made for absolute accuracy near a zero of the function. Results
 * below the smallest normal float may be 0.
 */
class UnaryTest {
  private static final double RELATIVE = 5e-7;

  @ParameterizedTest
  @EnumSource
  void agreesWithDoubles(KernelSet set) {
    for (Unary f : Unary.values()) {
      for (int size : new int[] {1, 2, 37, 1000, 5003}) {
        float[] x = inputs(size, size);
        check(f, x, apply(set, f, x));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDoublesAtTheEdges(KernelSet set) {
    for (Unary f : Unary.values()) {
      check(f, UnaryReference.EDGES, apply(set, f, UnaryReference.EDGES));
    }
  }

  @ParameterizedTest
  @EnumSource
  void worksInPlace(KernelSet set) {
    for (Unary f : Unary.values()) {
      float[] x = inputs(5003, 3);
      Operand inPlace = Operand.of(x);
      set.kernels().unary(f, inPlace.view(), inPlace.view()).run();
      assertArrayEquals(apply(set, f, x), inPlace.floats());
    }
  }

  private static float[] apply(KernelSet set, Unary f, float[] values) {
    Operand x = Operand.of(values);
    Operand y = Operand.unset(values.length);
    set.kernels().unary(f, x.view(), y.view()).run();
    return y.floats();
  }

  private static float[] inputs(int size, long seed) {
    Random random = new Random(seed);
    float[] x = new float[size];
    for (int i = 0; i < size; i++) {
      double magnitude = Math.exp(random.nextDouble() * 20 - 15);
      x[i] = (float) (random.nextBoolean() ? magnitude : -magnitude);
    }
    return x;
  }

  private static void check(Unary f, float[] x, float[] actual) {
    DoubleUnaryOperator exact = UnaryReference.of(f);
    for (int i = 0; i < x.length; i++) {
      float input = x[i];
      float result = actual[i];
      double expected = exact.applyAsDouble(input);
      if (Float.isNaN((float) expected) || Float.isInfinite((float) expected)) {
        assertEquals((float) expected, result, () -> f + " of " + input);
      } else {
        assertTrue(
            Math.abs(result - expected) <= RELATIVE * Math.abs(expected) + 1e-37,
            () -> "%s of %s is %s instead of %s".formatted(f, input, result, expected));
      }
    }
  }
}
