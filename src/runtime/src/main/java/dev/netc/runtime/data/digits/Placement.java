package dev.netc.runtime.data.digits;

/** Where a digit's box comes to lie on the paper: scaled, bent, slanted, turned and shifted. */
final class Placement {
  /** Height in pixels of a digit that is not scaled; MNIST's digits have the same. */
  private static final float HEIGHT = 20;

  private final float xx;
  private final float xy;
  private final float yx;
  private final float yy;
  private final float shiftX;
  private final float shiftY;
  private final float bendX;
  private final float bendY;

  private Placement(
      float width, float height, float slant, float angle, float[] shift, float[] bend) {
    // Plain arithmetic: two terms of the series are exact enough for less than half a radian.
    float cos = 1 - angle * angle / 2 + angle * angle * angle * angle / 24;
    float sin = angle - angle * angle * angle / 6 + angle * angle * angle * angle * angle / 120;
    // turn · slant · scale, applied to (x, y)
    xx = cos * width;
    xy = (-cos * slant - sin) * height;
    yx = sin * width;
    yy = (-sin * slant + cos) * height;
    shiftX = Canvas.SIZE / 2f + shift[0];
    shiftY = Canvas.SIZE / 2f + shift[1];
    bendX = bend[0];
    bendY = bend[1];
  }

  static Placement draw(Draws draws) {
    float height = HEIGHT * draws.uniform(0.8f, 1.1f);
    float width = height * draws.uniform(0.7f, 1.1f);
    float slant = 0.12f + draws.bell(0.19f);
    float angle = draws.bell(0.12f);
    float[] shift = {draws.bell(1.2f), draws.bell(1.2f)};
    float[] bend = {draws.bell(0.3f), draws.bell(0.3f)};
    return new Placement(width, height, slant, angle, shift, bend);
  }

  /** The pixel column of a place in the box. */
  float x(float boxX, float boxY) {
    float u = boxX - 0.5f;
    float v = boxY - 0.5f;
    return shiftX + xx * (u + bendX * (v * v - 0.08f)) + xy * (v + bendY * (u * u - 0.08f));
  }

  /** The pixel row of a place in the box. */
  float y(float boxX, float boxY) {
    float u = boxX - 0.5f;
    float v = boxY - 0.5f;
    return shiftY + yx * (u + bendX * (v * v - 0.08f)) + yy * (v + bendY * (u * u - 0.08f));
  }
}
