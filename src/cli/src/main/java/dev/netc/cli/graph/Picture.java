package dev.netc.cli.graph;

import java.util.List;

/**
 * A drawing in which everything has its place. Lengths are in pixels, from the top left corner.
 *
 * @param rectangles the outer ones first
 */
record Picture(
    String title,
    double width,
    double height,
    List<Rectangle> rectangles,
    List<Line> lines,
    List<Text> texts) {

  /** How a rectangle looks: colours as RGB numbers. */
  enum Style {
    FRAME(0xf6f8fa, 0xafb8c1, 6),
    INPUT(0xdafbe1, 0x2da44e, 14),
    PARAMETER(0xfff8c5, 0xbf8700, 4),
    CONSTANT(0xffffff, 0x8c959f, 4),
    LAYER(0xddf4ff, 0x0969da, 4),
    OPERATION(0xffffff, 0x57606a, 14),
    OUTPUT(0xfbefff, 0x8250df, 14);

    final int fill;
    final int border;
    final int radius;

    Style(int fill, int border, int radius) {
      this.fill = fill;
      this.border = border;
      this.radius = radius;
    }

    static Style of(Drawing.Kind kind) {
      return valueOf(kind.name());
    }
  }

  /** A box or a frame with its text: in the middle of a box, at the top of a frame. */
  record Rectangle(
      Style style, double x, double y, double width, double height, List<String> lines) {}

  record Point(double x, double y) {}

  /** An arrow along points; its head is at the last one. */
  record Line(List<Point> points) {}

  /** Text at an arrow, its baseline's middle at a place; gradients look different from values. */
  record Text(double x, double y, String text, boolean isGradient) {}
}
