package dev.netc.cli.chart;

import java.util.List;

/**
 * Lines, dots and words, each in its place. Lengths are in pixels from the top left corner, colours
 * are RGB numbers; later shapes lie on earlier ones.
 *
 * @param title of the whole
 */
record Scene(String title, int width, int height, List<Shape> shapes) {
  static final int FONT_SIZE = 12;

  Scene {
    shapes = List.copyOf(shapes);
  }

  /** What a scene is made of. */
  sealed interface Shape permits Line, Dot, Words {}

  record Place(double x, double y) {}

  /** A line along places. */
  record Line(List<Place> places, int colour, double width, boolean isDashed) implements Shape {
    static Line straight(double x1, double y1, double x2, double y2, int colour) {
      return new Line(List.of(new Place(x1, y1), new Place(x2, y2)), colour, 1, false);
    }
  }

  /**
   * A round mark.
   *
   * @param says what a viewer shows where the mouse rests on it
   */
  record Dot(Place at, int colour, String says) implements Shape {
    static final double RADIUS = 4;
  }

  /** Where words have the place that they are written at. */
  enum Anchor {
    START("start", 0),
    MIDDLE("middle", 0.5),
    END("end", 1);

    final String word;

    /** The part of their width that lies before it. */
    final double before;

    Anchor(String word, double before) {
      this.word = word;
      this.before = before;
    }
  }

  /** A line of text; a place on its baseline is given. */
  record Words(String text, Place at, Anchor anchor, boolean isBold, boolean isUpwards)
      implements Shape {
    static final int COLOUR = 0x24292f;
  }
}
