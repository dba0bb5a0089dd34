package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.CounterRandom;
import dev.netc.runtime.random.RandomState;
import java.util.List;
import java.util.Optional;

/** Random numbers of the current step: element i is a function of seed, stream, step and i. */
final class RandomKernel implements Kernel, Footprint.Known {
  /** Numbers that are worth sharing: some microseconds' work. */
  private static final int LARGE = 4096;

  private final Distribution distribution;
  private final double a;
  private final double b;
  private final RandomState state;
  private final long stream;
  private final View y;
  private final int from;
  private final int to;

  private RandomKernel(
      Distribution d,
      double a,
      double b,
      RandomState state,
      long stream,
      View y,
      int from,
      int to) {
    this.distribution = d;
    this.a = a;
    this.b = b;
    this.state = state;
    this.stream = stream;
    this.y = y;
    this.from = from;
    this.to = to;
  }

  /** The kernel, in pieces if there are enough numbers. */
  static Kernel shared(
      Team team, Distribution d, double a, double b, RandomState state, long stream, View y) {
    int size = Math.toIntExact(y.size());
    int pieces = size < LARGE ? 1 : team.size;
    Kernel[] kernels = new Kernel[pieces];
    for (int i = 0; i < pieces; i++) {
      int from = even((long) size * i / pieces);
      int to = i + 1 == pieces ? size : even((long) size * (i + 1) / pieces);
      kernels[i] = new RandomKernel(d, a, b, state, stream, y, from, to);
    }
    return team.shared(kernels);
  }

  /** Normal numbers are made in pairs. */
  private static int even(long index) {
    return (int) (index & ~1);
  }

  @Override
  public Optional<Footprint> footprint() {
    Footprint.Range written = Footprint.Range.of(y, from, to - from);
    return Optional.of(new Footprint(List.of(), List.of(written)));
  }

  @Override
  public void run() {
    long key = CounterRandom.key(state.seed(), stream, state.step());
    float[] tile = Tiles.ofThread().get(0);
    for (int at = from; at < to; at += Tiles.FLOATS) {
      int n = Math.min(Tiles.FLOATS, to - at);
      switch (distribution) {
        case UNIFORM -> CounterRandom.fillUniform(key, at, a, b, tile, n);
        case NORMAL -> CounterRandom.fillNormal(key, at, a, b, tile, n);
        case BERNOULLI -> bernoulli(key, at, tile, n);
      }
      y.set(at, tile, 0, n);
    }
  }

  private void bernoulli(long key, int at, float[] tile, int n) {
    for (int i = 0; i < n; i++) {
      tile[i] = CounterRandom.bernoulli(a, key, at + i) ? 1 : 0;
    }
  }
}
