package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.CounterRandom;
import dev.netc.runtime.random.RandomState;

/** Random numbers of the current step: element i is a function of seed, stream, step and i. */
final class RandomKernel implements Kernel {
  private final Distribution distribution;
  private final double a;
  private final double b;
  private final RandomState state;
  private final long stream;
  private final View y;
  private final int size;
  private final float[] tile;

  RandomKernel(Distribution d, double a, double b, RandomState state, long stream, View y) {
    this.distribution = d;
    this.a = a;
    this.b = b;
    this.state = state;
    this.stream = stream;
    this.y = y;
    this.size = Math.toIntExact(y.size());
    this.tile = new float[Math.min(size, Tiles.FLOATS)];
  }

  @Override
  public void run() {
    long key = CounterRandom.key(state.seed(), stream, state.step());
    for (int at = 0; at < size; at += tile.length) {
      int n = Math.min(tile.length, size - at);
      switch (distribution) {
        case UNIFORM -> CounterRandom.fillUniform(key, at, a, b, tile, n);
        case NORMAL -> CounterRandom.fillNormal(key, at, a, b, tile, n);
        case BERNOULLI -> bernoulli(key, at, n);
      }
      y.set(at, tile, 0, n);
    }
  }

  private void bernoulli(long key, int at, int n) {
    for (int i = 0; i < n; i++) {
      tile[i] = CounterRandom.bernoulli(a, key, at + i) ? 1 : 0;
    }
  }
}
