package dev.netc.runtime.data.digits;

import java.util.List;

/**
 * Writes digits as a hand does: a digit's model is chosen, its points waver, the whole is scaled,
 * bent, slanted, turned and shifted, drawn with a pen of some width and pressure, and the paper
 * adds noise. One per thread.
 */
final class Hand {
  private static final int PIXELS = Canvas.SIZE * Canvas.SIZE;

  /** Straight pieces per span of a curve: about a pixel and a half each. */
  private static final int PIECES = 5;

  private final Canvas canvas = new Canvas();
  private float[] points = new float[64];

  /** Writes one digit into {@code into[at]} and the 783 bytes after it: 0 paper, 255 full ink. */
  void write(int digit, Draws draws, byte[] into, int at) {
    List<Glyph> ways = StrokeModels.of(digit);
    Glyph glyph = ways.get(draws.below(ways.size()));
    Placement placement = Placement.draw(draws);
    float radius = draws.uniform(0.6f, 1.6f);
    float softness = draws.uniform(0.8f, 1.6f);
    canvas.clear();
    for (float[] stroke : glyph.strokes()) {
      draw(stroke, placement, draws, radius, softness);
    }
    develop(draws, into, at);
  }

  private void draw(
      float[] stroke, Placement placement, Draws draws, float radius, float softness) {
    int count = stroke.length / 2;
    if (points.length < stroke.length) {
      points = new float[stroke.length];
    }
    for (int i = 0; i < count; i++) {
      float x = stroke[2 * i];
      float y = stroke[2 * i + 1];
      if (i > 0 && x == stroke[2 * i - 2] && y == stroke[2 * i - 1]) {
        points[2 * i] = points[2 * i - 2]; // A corner's two points waver together.
        points[2 * i + 1] = points[2 * i - 1];
        continue;
      }
      x += draws.bell(0.034f);
      y += draws.bell(0.034f);
      points[2 * i] = placement.x(x, y);
      points[2 * i + 1] = placement.y(x, y);
    }
    float pressure = draws.uniform(0.8f, 1.2f);
    for (int i = 0; i + 1 < count; i++) {
      span(Math.max(0, i - 1), i, Math.min(count - 1, i + 2), radius * pressure, softness);
      pressure = Math.max(0.75f, Math.min(1.3f, pressure + draws.bell(0.08f)));
    }
  }

  /**
   * The curve from point {@code i} to the next: Catmull and Rom 1974, uniform, with the neighbours'
   * directions.
   */
  private void span(int before, int i, int after, float radius, float softness) {
    float fromX = points[2 * i];
    float fromY = points[2 * i + 1];
    for (int piece = 1; piece <= PIECES; piece++) {
      float t = piece / (float) PIECES;
      float toX =
          spline(points[2 * before], points[2 * i], points[2 * i + 2], points[2 * after], t);
      float toY =
          spline(
              points[2 * before + 1],
              points[2 * i + 1],
              points[2 * i + 3],
              points[2 * after + 1],
              t);
      canvas.line(fromX, fromY, toX, toY, radius, softness);
      fromX = toX;
      fromY = toY;
    }
  }

  private static float spline(float a, float b, float c, float d, float t) {
    return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }

  private void develop(Draws draws, byte[] into, int at) {
    float ink = draws.uniform(0.65f, 1f);
    float grain = draws.uniform(0f, 0.08f);
    for (int i = 0; i < PIXELS; i++) {
      float value = canvas.ink(i) * ink;
      float noisy = value + draws.bell(grain);
      into[at + i] = (byte) Math.max(0, Math.min(255, Math.round(255 * noisy)));
    }
  }
}
