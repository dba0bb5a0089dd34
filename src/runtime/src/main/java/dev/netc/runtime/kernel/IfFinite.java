package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Two kernels for the same result, the first of which is right only for finite numbers. */
final class IfFinite implements Kernel, Footprint.Known {
  /** Sums that are taken at the same time, of four numbers each: few, since they are added too. */
  private static final int LANES = 256;

  private static final int VECTOR = 8;

  private final View x;
  private final Kernel finite;
  private final Kernel other;
  private final float[] tile = new float[4 * LANES];
  private final float[] zeros = new float[LANES];

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
      Arrays.fill(tile, n, tile.length, 0);
      include(zeros, tile);
    }
    for (int half = zeros.length / 2; half >= VECTOR; half /= 2) {
      fold(zeros, half);
    }
    float sum = 0;
    for (int i = 0; i < VECTOR; i++) {
      sum += zeros[i];
    }
    return sum == 0;
  }

  /** Leaves 0 where all numbers have been finite, makes NaN of it elsewhere. */
  private static void include(float[] zeros, float[] values) {
    for (int i = 0; i < LANES; i++) {
      float first = values[i] * 0 + values[LANES + i] * 0;
      float second = values[2 * LANES + i] * 0 + values[3 * LANES + i] * 0;
      zeros[i] += first + second;
    }
  }

  /**
   * Adds the second half to the first: log n vectorised loops, not n sums that wait for another.
   */
  private static void fold(float[] zeros, int half) {
    for (int i = 0; i < half; i++) {
      zeros[i] += zeros[half + i];
    }
  }
}
