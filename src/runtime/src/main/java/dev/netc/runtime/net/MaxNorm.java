package dev.netc.runtime.net;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/**
 * Scales the weights of units down to a longest norm, in place. Source: Srivastava et al. 2014,
 * section 5.1. Sums of squares are made in double, in a fixed order.
 */
final class MaxNorm {
  private static final int TILE = 4096;

  private final View weights;
  private final MaxNormSpec spec;
  private final double[] norms;
  private final float[] tile = new float[TILE];

  MaxNorm(View weights, MaxNormSpec spec) {
    this.weights = weights;
    this.spec = spec;
    this.norms = new double[spec.units()];
  }

  void apply() {
    Arrays.fill(norms, 0);
    boolean longer = false;
    for (long at = 0; at < weights.size(); at += TILE) {
      int n = read(at);
      for (int i = 0; i < n; i++) {
        norms[unit(at + i)] += (double) tile[i] * tile[i];
      }
    }
    for (int unit = 0; unit < norms.length; unit++) {
      norms[unit] = Math.sqrt(norms[unit]);
      longer |= norms[unit] > spec.limit();
    }
    if (longer) {
      scale();
    }
  }

  private void scale() {
    for (long at = 0; at < weights.size(); at += TILE) {
      int n = read(at);
      for (int i = 0; i < n; i++) {
        double norm = norms[unit(at + i)];
        if (norm > spec.limit()) {
          tile[i] = (float) (tile[i] * (spec.limit() / norm));
        }
      }
      weights.set(at, tile, 0, n);
    }
  }

  private int read(long at) {
    int n = (int) Math.min(TILE, weights.size() - at);
    weights.get(at, tile, 0, n);
    return n;
  }

  /** The unit that an element belongs to. */
  private int unit(long element) {
    return (int) (element / spec.inner() % spec.units());
  }
}
