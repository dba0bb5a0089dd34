package dev.netc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * 10⁵ numbers each: means are off by 1/316 of the standard deviation; five times that is allowed.
 */
class InitializerTest {
  private static final int N = 100_000;

  @Test
  void normalOnesHaveTheirStandardDeviation() {
    check(Initializer.normal(0.01), 0, 0.01);
    check(Initializer.normal(3, 2), 3, 2);
    check(Initializer.xavier(), 0, Math.sqrt(2.0 / (784 + 50)));
    check(Initializer.xavierFanIn(), 0, 1 / Math.sqrt(784));
    check(Initializer.he(), 0, Math.sqrt(2.0 / 784));
  }

  @Test
  void uniformOnesFillTheirRange() {
    check(Initializer.uniform(-1, 3), 1, 4 / Math.sqrt(12));
    for (float value : fill(Initializer.uniform(-1, 3), "w", 1)) {
      assertTrue(value >= -1 && value < 3);
    }
  }

  private static void check(Initializer initializer, double mean, double std) {
    float[] values = fill(initializer, "dense.weight", 1);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value - mean;
      squares += (value - mean) * (value - mean);
    }
    assertEquals(0, sum / N, 0.016 * std);
    assertEquals(std, Math.sqrt(squares / N), 0.016 * std);
  }

  @Test
  void constantsAreConstant() {
    float[] expected = new float[N];
    assertArrayEquals(expected, fill(Initializer.zeros(), "w", 1));
    Arrays.fill(expected, 1);
    assertArrayEquals(expected, fill(Initializer.ones(), "w", 1));
    Arrays.fill(expected, 0.25f);
    assertArrayEquals(expected, fill(Initializer.constant(0.25), "w", 1));
  }

  @Test
  void valuesAreCopied() {
    float[] given = {1, 2, 3};
    Initializer initializer = Initializer.values(given);
    given[0] = 9;
    float[] into = new float[3];
    initializer.fill(1, "w", 1, 1, into);
    assertArrayEquals(new float[] {1, 2, 3}, into);
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> initializer.fill(1, "w", 1, 1, new float[4]));
    assertEquals("w has 4 values, but 3 are given", thrown.getMessage());
  }

  @Test
  void scalingNeedsFans() {
    assertThrows(
        IllegalArgumentException.class, () -> Initializer.he().fill(1, "w", 0, 1, new float[1]));
  }

  @Test
  void numbersDependOnSeedAndNameOnly() {
    float[] first = fill(Initializer.he(), "a.weight", 1);
    fill(Initializer.he(), "b.weight", 1);
    assertArrayEquals(first, fill(Initializer.he(), "a.weight", 1));
    assertFalse(Arrays.equals(first, fill(Initializer.he(), "b.weight", 1)));
    assertFalse(Arrays.equals(first, fill(Initializer.he(), "a.weight", 2)));
  }

  private static float[] fill(Initializer initializer, String name, long seed) {
    float[] values = new float[N];
    initializer.fill(seed, name, 784, 50, values);
    return values;
  }
}
