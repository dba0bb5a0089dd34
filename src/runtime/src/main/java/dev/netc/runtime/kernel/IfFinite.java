package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Two kernels for the same result, the first of which is right only for finite numbers. */
final class IfFinite implements Kernel, Footprint.Known {
  private final View x;
  private final Kernel finite;
  private final Kernel other;
  private final float[] tile = new float[Tiles.FLOATS];
  private final float[] zeros = new float[Tiles.FLOATS];

  /**
   * @param x what must be finite
   */
  IfFinite(View x, Kernel finite, Kernel other) {
    this.x = x;
    this.finite = finite;
    this.other = other;
  }

  @Override
  public Optional<Footprint> footprint() {
    Footprint first = new Footprint(List.of(Footprint.Range.of(x)), List.of());
    return Footprint.of(finite)
        .flatMap(one -> Footprint.of(other).map(another -> first.and(one).and(another)));
  }

  @Override
  public void prepare() {
    finite.prepare();
    other.prepare();
  }

  @Override
  public void run() {
    if (isFinite()) {
      finite.run();
    } else {
      other.run();
    }
  }

  private boolean isFinite() {
    Arrays.fill(zeros, 0);
    for (int at = 0; at < x.size(); at += tile.length) {
      int n = (int) Math.min(tile.length, x.size() - at);
      x.get(at, tile, 0, n);
      include(zeros, tile, n);
    }
    for (int half = zeros.length / 2; half > 0; half /= 2) {
      fold(zeros, half);
    }
    return zeros[0] == 0;
  }

  /**
   * Adds the second half to the first: log n vectorised loops, not n sums that wait for another.
   */
  private static void fold(float[] zeros, int half) {
    for (int i = 0; i < half; i++) {
      zeros[i] += zeros[half + i];
    }
  }

  /** Leaves 0 where all numbers have been finite, makes NaN of it elsewhere. */
  private static void include(float[] zeros, float[] values, int n) {
    for (int i = 0; i < n; i++) {
      zeros[i] += values[i] * 0;
    }
  }
}
