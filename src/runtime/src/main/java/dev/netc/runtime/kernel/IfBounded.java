package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Two kernels for the same result, the first of which is right only for numbers up to a size, hence
 * not for NaN or infinity.
 */
final class IfBounded implements Kernel, Footprint.Known {
  /** Sums that are taken at the same time, of four numbers each: few, since they are added too. */
  private static final int LANES = 256;

  private static final int VECTOR = 8;

  private final View x;
  private final BooleanSupplier also;
  private final Kernel bounded;
  private final Kernel other;
  private final float scale;
  private final float[] tile = new float[4 * LANES];
  private final float[] zeros = new float[LANES];

  /**
   * @param x the numbers
   * @param most their largest size
   * @param also what must hold as well
   */
  IfBounded(View x, float most, BooleanSupplier also, Kernel bounded, Kernel other) {
    this.x = x;
    this.also = also;
    this.bounded = bounded;
    this.other = other;
    // Four numbers of the largest size then add up to the largest float.
    this.scale = Float.MAX_VALUE / most / 4;
  }

  /** One whose first kernel is right for all finite numbers. */
  static IfBounded finite(View x, Kernel finite, Kernel other) {
    return new IfBounded(x, Float.MAX_VALUE, () -> true, finite, other);
  }

  @Override
  public Optional<Footprint> footprint() {
    Footprint first = new Footprint(List.of(Footprint.Range.of(x)), List.of());
    return Footprint.of(bounded)
        .flatMap(one -> Footprint.of(other).map(another -> first.and(one).and(another)));
  }

  @Override
  public void prepare() {
    bounded.prepare();
    other.prepare();
  }

  @Override
  public void run() {
    if (also.getAsBoolean() && isBounded()) {
      bounded.run();
    } else {
      other.run();
    }
  }

  private boolean isBounded() {
    Arrays.fill(zeros, 0);
    for (int at = 0; at < x.size(); at += tile.length) {
      int n = (int) Math.min(tile.length, x.size() - at);
      x.get(at, tile, 0, n);
      Arrays.fill(tile, n, tile.length, 0);
      include(zeros, tile, scale);
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

  /** Leaves 0 where all numbers have been small enough, makes NaN of it elsewhere. */
  private static void include(float[] zeros, float[] values, float scale) {
    for (int i = 0; i < LANES; i++) {
      float first = values[i] * scale + values[LANES + i] * scale;
      float second = values[2 * LANES + i] * scale + values[3 * LANES + i] * scale;
      zeros[i] += (first + second) * 0;
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
