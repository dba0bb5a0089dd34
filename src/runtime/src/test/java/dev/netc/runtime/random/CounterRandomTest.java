package dev.netc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Statistics of 10⁶ numbers, whose mean is off by a thousandth of their standard deviation on
 * average: five times that is allowed. Seeds are fixed, so a test that passes always passes.
 */
class CounterRandomTest {
  private static final int N = 1_000_000;

  @Test
  void uniformNumbersHaveTheirMoments() {
    double third = Math.sqrt(1 / 12.0);
    checkMoments(i -> CounterRandom.uniform(1, 2, 3, i), 0.5, third);
    checkMoments(step -> CounterRandom.uniform(1, 2, step, 0), 0.5, third);
    checkMoments(stream -> CounterRandom.uniform(1, stream, 0, 0), 0.5, third);
    checkMoments(seed -> CounterRandom.uniform(seed, 0, 0, 0), 0.5, third);
  }

  @Test
  void normalNumbersHaveTheirMoments() {
    checkMoments(i -> CounterRandom.normal(1, 2, 3, i), 0, 1);
    checkMoments(step -> CounterRandom.normal(1, 2, step, 0), 0, 1);
    // The fourth moment of a normal variable is 3; that of its mean over 10⁶ is off by √96 / 1000.
    double fourth =
        IntStream.range(0, N)
            .mapToDouble(i -> Math.pow(CounterRandom.normal(1, 2, 3, i), 4))
            .average()
            .orElseThrow();
    assertEquals(3, fourth, 0.05);
  }

  private static void checkMoments(IntToDoubleFunction numbers, double mean, double std) {
    double sum = 0;
    double squares = 0;
    double products = 0;
    double last = mean;
    for (int i = 0; i < N; i++) {
      double distance = numbers.applyAsDouble(i) - mean;
      sum += distance;
      squares += distance * distance;
      products += distance * last;
      last = distance;
    }
    assertEquals(0, sum / N, 0.005 * std);
    assertEquals(std * std, squares / N, 0.01 * std * std);
    assertEquals(0, products / N, 0.005 * std * std, "neighbours are correlated");
  }

  @Test
  void uniformNumbersFillTheirRangeEvenly() {
    int[] counts = new int[100];
    for (int i = 0; i < N; i++) {
      float u = CounterRandom.uniform(9, 8, 7, i);
      assertTrue(u >= 0 && u < 1);
      counts[(int) (u * 100)]++;
    }
    double chiSquare = Arrays.stream(counts).mapToDouble(c -> (c - 1e4) * (c - 1e4) / 1e4).sum();
    // 99 degrees of freedom: mean 99, standard deviation 14.
    assertTrue(chiSquare > 50 && chiSquare < 160, "χ² is " + chiSquare);
  }

  @Test
  void bitsDependOnEveryArgument() {
    Set<Long> seen = new HashSet<>();
    for (int value = 0; value < 1000; value++) {
      seen.add(CounterRandom.bits(value, 5000, 6000, 7000));
      seen.add(CounterRandom.bits(5000, value, 6000, 7000));
      seen.add(CounterRandom.bits(5000, 6000, value, 7000));
      seen.add(CounterRandom.bits(5000, 6000, 7000, value));
    }
    assertEquals(4000, seen.size());
  }

  @Test
  void everyBitIsFair() {
    int[] ones = new int[64];
    for (int i = 0; i < N; i++) {
      long bits = CounterRandom.bits(1, 2, 3, i);
      for (int b = 0; b < 64; b++) {
        ones[b] += (int) (bits >>> b & 1);
      }
    }
    for (int count : ones) {
      assertEquals(N / 2.0, count, 5 * Math.sqrt(N) / 2);
    }
  }

  @Test
  void numbersDoNotDependOnOrderOrThreads() {
    float[] forwards = new float[10_000];
    for (int i = 0; i < forwards.length; i++) {
      forwards[i] = CounterRandom.normal(1, 2, 3, i);
    }
    float[] parallel = new float[10_000];
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(i -> parallel[9_999 - i] = CounterRandom.normal(1, 2, 3, 9_999 - i));
    assertArrayEquals(forwards, parallel);
    float[] filled = new float[10_000];
    CounterRandom.fillNormal(CounterRandom.key(1, 2, 3), 0, 0, 1, filled, 10_000);
    assertArrayEquals(forwards, filled);
  }

  /** Numbers that other programs may rely on, and that a change would break checkpoints with. */
  @Test
  void numbersAreTheDocumentedOnes() {
    long golden = 0x9E3779B97F4A7C15L;
    long key = mix(mix(mix(11 + golden) + 12 + golden) + 13 + golden);
    assertEquals(mix(key + 15 * golden), CounterRandom.bits(11, 12, 13, 14));
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }

  @Test
  void bernoulliHasItsProbability() {
    for (double p : new double[] {0, 0.1, 0.5, 1}) {
      long hits = IntStream.range(0, N).filter(i -> CounterRandom.bernoulli(p, 1, 2, 3, i)).count();
      assertEquals(p * N, hits, 5 * Math.sqrt(p * (1 - p) * N));
    }
  }

  @Test
  void belowIsEven() {
    int[] counts = new int[7];
    for (int i = 0; i < 700_000; i++) {
      counts[CounterRandom.below(7, 1, 2, 3, i)]++;
    }
    for (int count : counts) {
      assertEquals(100_000, count, 1500);
    }
    assertEquals(0, CounterRandom.below(1, 1, 2, 3, 4));
    assertThrows(IllegalArgumentException.class, () -> CounterRandom.below(0, 1, 2, 3, 4));
  }

  @Test
  void permutationHasEveryNumberOnce() {
    for (int n : new int[] {0, 1, 2, 37, 60_000}) {
      int[] order = CounterRandom.permutation(5, 6, n);
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
      assertArrayEquals(order, CounterRandom.permutation(5, 6, n));
    }
    assertFalse(
        Arrays.equals(CounterRandom.permutation(5, 6, 37), CounterRandom.permutation(5, 7, 37)));
    assertThrows(IllegalArgumentException.class, () -> CounterRandom.permutation(5, 6, -1));
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int[] counts = new int[27];
    for (int stream = 0; stream < 60_000; stream++) {
      int[] order = CounterRandom.permutation(1, stream, 3);
      counts[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    long present = Arrays.stream(counts).filter(c -> c > 0).count();
    assertEquals(6, present);
    Arrays.stream(counts).filter(c -> c > 0).forEach(c -> assertEquals(10_000, c, 500));
  }
}
