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
    check(Initializer.xavierUniform(), 0, Math.sqrt(2.0 / (784 + 50)));
    check(Initializer.heUniform(), 0, Math.sqrt(2.0 / 784));
    for (float value : fill(Initializer.heUniform(), "w", 1)) {
      assertTrue(Math.abs(value) <= Math.sqrt(6.0 / 784));
    }
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
    initializer.fill(1, new Initializer.Parameter("w", 1, 1, 3), into);
    assertArrayEquals(new float[] {1, 2, 3}, into);
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> initializer.fill(1, new Initializer.Parameter("w", 1, 1, 4), new float[4]));
    assertEquals("w has 4 values, but 3 are given", thrown.getMessage());
  }

  @Test
  void scalingNeedsFans() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Initializer.he().fill(1, new Initializer.Parameter("w", 0, 1, 1), new float[1]));
  }

  @Test
  void numbersDependOnSeedAndNameOnly() {
    float[] first = fill(Initializer.he(), "a.weight", 1);
    fill(Initializer.he(), "b.weight", 1);
    assertArrayEquals(first, fill(Initializer.he(), "a.weight", 1));
    assertFalse(Arrays.equals(first, fill(Initializer.he(), "b.weight", 1)));
    assertFalse(Arrays.equals(first, fill(Initializer.he(), "a.weight", 2)));
  }

  @Test
  void bilinearFiltersAreATentOnTheDiagonal() {
    float[] values = filters(Initializer.bilinear(), 2, 2, 4, 4);
    float[] tent = {0.25f, 0.75f, 0.75f, 0.25f};
    for (int i = 0; i < 2; i++) {
      for (int o = 0; o < 2; o++) {
        for (int y = 0; y < 4; y++) {
          for (int x = 0; x < 4; x++) {
            assertEquals(i == o ? tent[y] * tent[x] : 0, values[((i * 2 + o) * 4 + y) * 4 + x]);
          }
        }
      }
    }
    assertArrayEquals(
        new float[] {0.5f, 1, 0.5f, 0.5f, 1, 0.5f}, filters(Initializer.bilinear(), 2, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> filters(Initializer.bilinear(), 4, 4));
  }

  @Test
  void orthogonalMatricesKeepLengths() {
    // The deviation allowed is that of rounding to float, 6e-8 of products of up to gain² / 4.
    isOrthogonal(filters(Initializer.orthogonal(1), 40, 40), 40, 40, 1);
    isOrthogonal(filters(Initializer.orthogonal(2), 7, 3, 3, 3), 7, 27, 2);
    isOrthogonal(filters(Initializer.orthogonal(1), 30, 5), 30, 5, 1);
    assertArrayEquals(
        filters(Initializer.orthogonal(1), 6, 6), filters(Initializer.orthogonal(1), 6, 6));
  }

  private static void isOrthogonal(float[] matrix, int rows, int columns, double gain) {
    boolean wide = rows <= columns;
    int vectors = Math.min(rows, columns);
    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b <= a; b++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          int first = wide ? a * columns + k : k * columns + a;
          int second = wide ? b * columns + k : k * columns + b;
          product += (double) matrix[first] * matrix[second];
        }
        assertEquals(a == b ? gain * gain : 0, product, 1e-6 * gain * gain);
      }
    }
  }

  private static float[] filters(Initializer initializer, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    initializer.fill(1, new Initializer.Parameter("w", 1, 1, shape), values);
    return values;
  }

  private static float[] fill(Initializer initializer, String name, long seed) {
    float[] values = new float[N];
    initializer.fill(seed, new Initializer.Parameter(name, 784, 50, N), values);
    return values;
  }
}
