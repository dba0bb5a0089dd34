package dev.netc.runtime.data.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a variant shows of an image: an affine map from its canvas to the image, a brightness, and
 * holes. Several changes one after the other are one map, hence one interpolation however many
 * there are; what a change moves over the edge, a later one may bring back.
 *
 * <p>Coordinates are pixels from the upper left corner, x to the right and y down; the centre of
 * the first pixel is at (½, ½). The place (x, y) of the canvas shows the image at {@code (xx·x +
 * xy·y + x0, yx·x + yy·y + y0)}.
 *
 * @param height of the canvas
 * @param width of the canvas
 * @param gain by which all values are multiplied
 * @param holes of the canvas, filled with 0 at the end
 */
record View(
    int height,
    int width,
    double xx,
    double xy,
    double x0,
    double yx,
    double yy,
    double y0,
    double gain,
    List<Hole> holes) {

  /** Rows {@code top} to {@code bottom - 1}, columns {@code left} to {@code right - 1}. */
  record Hole(int top, int left, int bottom, int right) {}

  /** All of an image as it is. */
  static View of(ImageSize image) {
    return new View(image.height(), image.width(), 1, 0, 0, 0, 1, 0, 1, List.of());
  }

  /** What is seen, moved to the right and down by so many pixels. */
  View shifted(double right, double down) {
    return before(1, 0, -right, 0, 1, -down, height, width);
  }

  /** What is seen, turned clockwise about the centre by an angle in radians. */
  View turned(double angle) {
    // StrictMath: the same bits on every machine.
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return aboutCentre(cos, sin, -sin, cos);
  }

  /** What is seen, {@code factor} times as large about the centre. */
  View scaled(double factor) {
    return aboutCentre(1 / factor, 0, 0, 1 / factor);
  }

  private View aboutCentre(double a, double b, double c, double d) {
    double x = width / 2.0;
    double y = height / 2.0;
    return before(a, b, x - a * x - b * y, c, d, y - c * x - d * y, height, width);
  }

  /** What is seen, its left and right exchanged. */
  View mirrored() {
    return before(-1, 0, width, 0, 1, 0, height, width);
  }

  /** What is seen, upside down. */
  View flipped() {
    return before(1, 0, 0, 0, -1, height, height, width);
  }

  /** A part of what is seen, or of more than that, which is 0. */
  View window(int top, int left, int newHeight, int newWidth) {
    return before(1, 0, left, 0, 1, top, newHeight, newWidth);
  }

  /** This map after another one that leads from a new canvas to this one. */
  private View before(
      double a, double b, double c, double d, double e, double f, int newHeight, int newWidth) {
    return new View(
        newHeight,
        newWidth,
        xx * a + xy * d,
        xx * b + xy * e,
        xx * c + xy * f + x0,
        yx * a + yy * d,
        yx * b + yy * e,
        yx * c + yy * f + y0,
        gain,
        holes);
  }

  /** Whether each place shows exactly one pixel: nothing is turned, scaled or halved. */
  boolean isWhole() {
    return Math.abs(xx) == 1
        && xy == 0
        && yx == 0
        && Math.abs(yy) == 1
        && x0 == Math.rint(x0)
        && y0 == Math.rint(y0);
  }

  /** The same with all values multiplied. */
  View brightened(double factor) {
    return new View(height, width, xx, xy, x0, yx, yy, y0, gain * factor, holes);
  }

  /** The same with one hole more; what of it lies outside of the canvas does not matter. */
  View cut(Hole hole) {
    List<Hole> more = new ArrayList<>(holes);
    more.add(hole);
    return new View(height, width, xx, xy, x0, yx, yy, y0, gain, more);
  }
}
