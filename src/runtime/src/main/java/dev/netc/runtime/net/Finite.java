package dev.netc.runtime.net;

import dev.netc.runtime.memory.View;

/** Tells ordinary numbers from NaN and infinity. */
final class Finite {
  private static final int TILE = 4096;

  private Finite() {}

  /** Whether no float of the view is NaN or infinite. */
  static boolean isFinite(View view) {
    float[] tile = new float[(int) Math.min(TILE, view.size())];
    for (long at = 0; at < view.size(); at += tile.length) {
      int n = (int) Math.min(tile.length, view.size() - at);
      view.get(at, tile, 0, n);
      // x · 0 is 0 for finite x, else NaN: one sum to test at the end, and no branch in the loop.
      float sum = 0;
      for (int i = 0; i < n; i++) {
        sum += tile[i] * 0f;
      }
      if (sum != 0) {
        return false;
      }
    }
    return true;
  }
}
