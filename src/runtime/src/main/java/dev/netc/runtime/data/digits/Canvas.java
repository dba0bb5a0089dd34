package dev.netc.runtime.data.digits;

import java.util.Arrays;

/**
 * A grey image on which round-nibbed strokes are drawn. Coordinates are pixels; a pixel's centre is
 * at + 0.5.
 */
final class Canvas {
  static final int SIZE = 28;

  private final float[] ink = new float[SIZE * SIZE];

  void clear() {
    Arrays.fill(ink, 0);
  }

  /** How much ink lies on pixel {@code i}, row-major: 0 none, 1 full. */
  float ink(int i) {
    return ink[i];
  }

  /**
   * Draws a straight piece of a stroke.
   *
   * @param radius half the width of the stroke where its ink has faded to a half
   * @param softness width of the fading edge, above 0
   */
  void line(float x0, float y0, float x1, float y1, float radius, float softness) {
    float reach = radius + softness;
    int left = clamp(Math.min(x0, x1) - reach);
    int right = clamp(Math.max(x0, x1) + reach);
    int top = clamp(Math.min(y0, y1) - reach);
    int bottom = clamp(Math.max(y0, y1) + reach);
    float dx = x1 - x0;
    float dy = y1 - y0;
    float inverse = 1 / Math.max(dx * dx + dy * dy, 1e-9f);
    for (int row = top; row <= bottom; row++) {
      float py = row + 0.5f - y0;
      for (int column = left; column <= right; column++) {
        float px = column + 0.5f - x0;
        float along = Math.max(0, Math.min(1, (px * dx + py * dy) * inverse));
        float ex = px - along * dx;
        float ey = py - along * dy;
        float distance = (float) Math.sqrt(ex * ex + ey * ey);
        float covered = 0.5f + (radius - distance) / softness;
        int i = row * SIZE + column;
        // The most of all pieces, not the sum: where strokes cross the ink is not darker.
        ink[i] = Math.max(ink[i], Math.min(1, covered));
      }
    }
  }

  private static int clamp(float coordinate) {
    return Math.max(0, Math.min(SIZE - 1, (int) coordinate));
  }
}
