package dev.netc.runtime.data.image;

import dev.netc.runtime.random.CounterRandom;

/** The random numbers of one variant, one after the other: a pure function of its key. */
final class Draws {
  private final long key;
  private long next;

  Draws(long key) {
    this.key = key;
  }

  /** Uniform in [low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * CounterRandom.uniform(key, next++);
  }

  /** A whole number from {@code least} to {@code most}, each as likely as any other. */
  int whole(int least, int most) {
    // Below 2^24 possibilities, the uniform numbers' own steps do not show.
    return least + (int) ((most - least + 1.0) * CounterRandom.uniform(key, next++));
  }

  /** True as often as false. */
  boolean coin() {
    return CounterRandom.bits(key, next++) < 0;
  }
}
