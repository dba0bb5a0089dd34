package dev.netc.cli.engine;

import dev.netc.compiler.reference.RandomSource;
import dev.netc.runtime.random.CounterRandom;

/** The runtime's random numbers for the reference interpreter: both executions draw the same. */
record RuntimeRandom(long seed, long step) implements RandomSource {
  @Override
  public double uniform(long stream, long index) {
    return CounterRandom.uniform(seed, stream, step, index);
  }

  @Override
  public double normal(long stream, long index) {
    return CounterRandom.normal(seed, stream, step, index);
  }

  @Override
  public double bernoulli(double probability, long stream, long index) {
    return CounterRandom.bernoulli(probability, seed, stream, step, index) ? 1 : 0;
  }
}
