package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/**
 * Whether weights are so small that with moderate numbers no result of a convolution leaves the
 * floats: then there is no NaN among them that a function might hide. It is found where weights are
 * prepared.
 */
final class WeightBound implements Kernel {
  /** The largest numbers that are moderate. */
  static final float MOST = 0x1p60f;

  /** Then the sums of products are below 2^120. */
  private static final double MOST_OF_FILTER = 0x1p60;

  private static final float MOST_OF_BIAS = 0x1p120f;

  private final View w;
  private final View bias;
  private final int filters;
  private boolean holds;

  /**
   * @param bias in the arena of w, or null
   */
  WeightBound(View w, View bias, int filters) {
    this.w = w;
    this.bias = bias;
    this.filters = filters;
  }

  /** Whether it was so when it was looked for; false before. */
  boolean holds() {
    return holds;
  }

  @Override
  public void run() {
    holds = isSmall();
  }

  private boolean isSmall() {
    float[] filter = new float[(int) w.size() / filters];
    for (int i = 0; i < filters; i++) {
      w.get((long) i * filter.length, filter, 0, filter.length);
      double sum = 0;
      for (float weight : filter) {
        sum += Math.abs(weight);
      }
      // Not so for NaN either.
      if (!(sum <= MOST_OF_FILTER && (bias == null || Math.abs(bias.get(i)) <= MOST_OF_BIAS))) {
        return false;
      }
    }
    return true;
  }
}
