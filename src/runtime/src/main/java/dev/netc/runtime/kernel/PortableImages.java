package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Kernels on images in plain Java, shared by a team. */
final class PortableImages {
  /** Elements that one thread goes through in some microseconds. */
  private static final long SMALL = 8192;

  private final Team team;

  PortableImages(Team team) {
    this.team = team;
  }

  Kernel maxPool(WindowSpec spec, Activation f, View x, View y) {
    int rows = spec.batch() * spec.outHeight();
    return shared(rows, x, (from, to) -> new MaxPoolKernel(spec, f, x, y, from, to));
  }

  Kernel maxPoolSpread(WindowSpec spec, View x, View g, View d) {
    return shared(spec.batch(), x, (from, to) -> new MaxPoolSpreadKernel(spec, x, g, d, from, to));
  }

  Kernel maxPoolPick(WindowSpec spec, View x, View v, View y) {
    int rows = spec.batch() * spec.outHeight();
    return shared(rows, x, (from, to) -> new MaxPoolPickKernel(spec, x, v, y, from, to));
  }

  Kernel avgPool(WindowSpec spec, boolean countPadding, View x, View y) {
    int rows = spec.batch() * spec.outHeight();
    return shared(rows, x, (from, to) -> AvgPoolKernel.mean(spec, countPadding, x, y, from, to));
  }

  Kernel avgPoolSpread(WindowSpec spec, boolean countPadding, View g, View d) {
    int rows = spec.batch() * spec.height();
    return shared(rows, d, (from, to) -> AvgPoolKernel.spread(spec, countPadding, g, d, from, to));
  }

  /** Normalisation, or its gradient if g is not null. */
  Kernel lrn(LrnSpec spec, View x, View g, View y) {
    return shared(spec.rows(), x, (from, to) -> new LrnKernel(spec, x, g, y, from, to));
  }

  private interface Part {
    Kernel of(int from, int to);
  }

  private Kernel shared(int rows, View x, Part maker) {
    int pieces = x.size() <= SMALL ? 1 : Math.min(team.size, rows);
    Kernel[] kernels = new Kernel[pieces];
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) rows * i / pieces);
      int to = (int) ((long) rows * (i + 1) / pieces);
      kernels[i] = maker.of(from, to);
    }
    return team.shared(kernels);
  }
}
