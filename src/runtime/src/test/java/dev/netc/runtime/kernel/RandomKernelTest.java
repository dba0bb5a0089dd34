package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.random.CounterRandom;
import dev.netc.runtime.random.RandomState;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random kernels give the numbers of {@link CounterRandom}. */
class RandomKernelTest {
  private static final int SIZE = 5003;

  @ParameterizedTest
  @EnumSource
  void drawsTheNumbersOfTheStep(KernelSet set) {
    RandomState state = new RandomState(42);
    state.step(7);
    float[] normal = draw(set, Distribution.NORMAL, 3, 2, state);
    float[] uniform = draw(set, Distribution.UNIFORM, -1, 3, state);
    float[] bernoulli = draw(set, Distribution.BERNOULLI, 0.3, 0, state);
    for (int i = 0; i < SIZE; i++) {
      assertEquals((float) (3 + 2.0 * CounterRandom.normal(42, 5, 7, i)), normal[i]);
      assertEquals((float) (-1 + 4.0 * CounterRandom.uniform(42, 5, 7, i)), uniform[i]);
      assertEquals(CounterRandom.bernoulli(0.3, 42, 5, 7, i) ? 1f : 0f, bernoulli[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void repeatsAStepAndChangesWithIt(KernelSet set) {
    RandomState state = new RandomState(1);
    float[] first = draw(set, Distribution.UNIFORM, 0, 1, state);
    state.step(1);
    assertFalse(Arrays.equals(first, draw(set, Distribution.UNIFORM, 0, 1, state)));
    state.step(0);
    assertArrayEquals(first, draw(set, Distribution.UNIFORM, 0, 1, state));
  }

  @ParameterizedTest
  @EnumSource
  void staysBelowTheUpperBound(KernelSet set) {
    // So narrow that most numbers would round to the bound.
    float high = Math.nextUp(1f);
    for (float value : draw(set, Distribution.UNIFORM, 1, high, new RandomState(1))) {
      assertTrue(value >= 1 && value < high);
    }
  }

  private static float[] draw(
      KernelSet set, Distribution d, double a, double b, RandomState state) {
    Operand y = Operand.unset(SIZE);
    set.kernels().random(d, a, b, state, 5, y.view()).run();
    return y.floats();
  }
}
