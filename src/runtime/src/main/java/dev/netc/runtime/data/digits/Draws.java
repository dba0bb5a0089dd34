package dev.netc.runtime.data.digits;

import dev.netc.runtime.random.CounterRandom;

/**
 * The random numbers of one image, one after the other: a pure function of (seed, stream, image).
 */
final class Draws {
  private final long key;
  private long next;

  Draws(long seed, long stream, long image) {
    key = CounterRandom.key(seed, stream, image);
  }

  /** Uniform in [low, high). */
  float uniform(float low, float high) {
    return low + (high - low) * CounterRandom.uniform(key, next++);
  }

  /** A whole number from 0 to {@code n - 1}. */
  int below(int n) {
    return (int) (n * CounterRandom.uniform(key, next++));
  }

  /**
   * Bell-shaped with mean 0 and the given standard deviation, at most 3.5 of them away: the sum of
   * four uniform numbers (Irwin and Hall). Plain arithmetic, so that every machine draws the same
   * images.
   */
  float bell(float deviation) {
    long bits = CounterRandom.bits(key, next++);
    int sum =
        (int) (bits & 0xffff)
            + (int) (bits >>> 16 & 0xffff)
            + (int) (bits >>> 32 & 0xffff)
            + (int) (bits >>> 48);
    // Four uniforms of width 2^16 have variance 4 · 2^32 / 12.
    return deviation * (sum - 2 * 65535f) / (65536f * 0.57735027f);
  }
}
