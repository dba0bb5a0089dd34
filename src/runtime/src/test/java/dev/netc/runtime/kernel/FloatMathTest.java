package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@link FloatMath} against double arithmetic: relative error at most 1e-7, a little above half of
 * a float's last place (6e-8), or half of the smallest denormal.
 */
class FloatMathTest {
  private static final double TOLERANCE = 1e-7;

  @ParameterizedTest
  @EnumSource
  void agreesWithDoubles(Unary f) {
    DoubleUnaryOperator exact = UnaryReference.of(f);
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      // Magnitudes from 1e-12 to 1e3, both signs, evenly over the exponents.
      float x = (float) Math.exp(random.nextDouble() * 34.5 - 27.6);
      check(f, exact, x);
      check(f, exact, -x);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithDoublesAtTheEdges(Unary f) {
    DoubleUnaryOperator exact = UnaryReference.of(f);
    for (float x : UnaryReference.EDGES) {
      check(f, exact, x);
    }
  }

  private static void check(Unary f, DoubleUnaryOperator exact, float x) {
    double expected = exact.applyAsDouble(x);
    float actual = f.apply(x);
    // A double beyond the floats is an infinite float.
    if (Float.isNaN((float) expected) || Float.isInfinite((float) expected)) {
      assertEquals((float) expected, actual, () -> f + " of " + x);
      return;
    }
    assertTrue(
        Math.abs(actual - expected) <= TOLERANCE * Math.abs(expected) + Float.MIN_VALUE,
        () -> "%s of %s is %s instead of %s".formatted(f, x, actual, expected));
  }

  @Test
  void aGateLetsThroughWhereItsSwitchIsPositive() {
    for (float open : new float[] {Float.MIN_VALUE, 1e-20f, 1, Float.MAX_VALUE, 1 / 0f}) {
      for (float g : new float[] {-1 / 0f, -3, -Float.MIN_VALUE, 0, 5, Float.MAX_VALUE, 1 / 0f}) {
        assertEquals(g, FloatMath.gate(g, open));
        assertEquals(0f, Math.abs(FloatMath.gate(g, -0f)));
        assertEquals(0f, Math.abs(FloatMath.gate(g, 0)));
      }
    }
    assertEquals(Float.NaN, FloatMath.gate(1, Float.NaN));
    assertEquals(Float.NaN, FloatMath.gate(Float.NaN, 1));
  }

  @Test
  void raisesToPowers() {
    assertEquals(8f, FloatMath.pow(2, 3));
    assertEquals(1f, FloatMath.pow(0, 0));
    assertEquals(-27f, FloatMath.pow(-3, 3));
    assertEquals(Float.NaN, FloatMath.pow(-1, 0.5f));
  }

  @Test
  void knowsTheSign() {
    assertEquals(1f, FloatMath.sign(1e-40f));
    assertEquals(-1f, FloatMath.sign(-3));
    assertEquals(0f, FloatMath.sign(0));
    assertEquals(Float.NaN, FloatMath.sign(Float.NaN));
  }
}
