package dev.netc.cli.chart;

import dev.netc.cli.chart.Chart.Point;
import dev.netc.cli.chart.Chart.Proportion;
import dev.netc.cli.chart.Chart.Series;
import dev.netc.cli.chart.Scene.Anchor;
import dev.netc.cli.chart.Scene.Dot;
import dev.netc.cli.chart.Scene.Line;
import dev.netc.cli.chart.Scene.Place;
import dev.netc.cli.chart.Scene.Shape;
import dev.netc.cli.chart.Scene.Words;
import java.util.ArrayList;
import java.util.List;

/** Gives everything of a figure a place: the charts from left to right, then the legend. */
final class FigureLayout {
  /** Pixels of the frame of a chart, and around it. */
  private static final int SIDE = 360;

  private static final int LEFT = 84;
  private static final int RIGHT = 24;
  private static final int TOP = 64;
  private static final int BOTTOM = 60;

  private static final int LINE = 20;
  private static final int SWATCH = 26;

  /** Pixels that a letter takes at most, on average: what fonts there are is not known. */
  private static final int LETTER = 7;

  private static final int FRAME = 0x57606a;
  private static final int GRID = 0xe4e8ec;

  /**
   * Colours that the colour-blind can tell apart as well. Source: Okabe and Ito 2008, "Color
   * Universal Design"; without black and yellow.
   */
  private static final int[] COLOURS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

  private final Figure figure;
  private final List<String> names;
  private final List<Shape> shapes = new ArrayList<>();

  private FigureLayout(Figure figure) {
    this.figure = figure;
    names = figure.names();
  }

  static Scene of(Figure figure) {
    return new FigureLayout(figure).scene();
  }

  private Scene scene() {
    words(figure.title(), LEFT, 26, Anchor.START, true);
    double left = LEFT;
    for (Chart chart : figure.charts()) {
      LogScale x = LogScale.around(chart.allX(), left, left + SIDE);
      LogScale y = LogScale.around(chart.allY(), TOP + SIDE, TOP);
      axes(chart, x, y);
      chart.proportions().forEach(line -> proportion(line, x, y));
      chart.series().forEach(series -> series(chart, series, x, y));
      left += SIDE + RIGHT + LEFT;
    }
    int legend = (int) left - LEFT;
    int end = legend(legend);
    int height = Math.max(TOP + SIDE + BOTTOM, end);
    return new Scene(figure.title(), legend + legendWidth(), height, shapes);
  }

  private void axes(Chart chart, LogScale x, LogScale y) {
    double left = x.start();
    double bottom = y.start();
    words(chart.title(), left, TOP - 12, Anchor.START, false);
    for (double value : x.lines()) {
      shapes.add(Line.straight(x.at(value), bottom, x.at(value), y.end(), GRID));
    }
    for (double value : y.lines()) {
      shapes.add(Line.straight(left, y.at(value), x.end(), y.at(value), GRID));
    }
    for (double value : x.labels()) {
      String label = Prefixed.text(value, chart.x().unit());
      shapes.add(Line.straight(x.at(value), bottom, x.at(value), bottom + 4, FRAME));
      words(label, x.at(value), bottom + 18, Anchor.MIDDLE, false);
    }
    for (double value : y.labels()) {
      String label = Prefixed.text(value, chart.y().unit());
      shapes.add(Line.straight(left, y.at(value), left - 4, y.at(value), FRAME));
      words(label, left - 8, y.at(value) + 4, Anchor.END, false);
    }
    Place corner = new Place(left, bottom);
    shapes.add(
        new Line(
            List.of(
                corner,
                new Place(x.end(), bottom),
                new Place(x.end(), y.end()),
                new Place(left, y.end()),
                corner),
            FRAME,
            1,
            false));
    words(title(chart.x()), left + SIDE / 2.0, bottom + 42, Anchor.MIDDLE, false);
    Place beside = new Place(left - LEFT + 16, TOP + SIDE / 2.0);
    shapes.add(new Words(title(chart.y()), beside, Anchor.MIDDLE, false, true));
  }

  private static String title(Chart.Quantity quantity) {
    return "%s (%s)".formatted(quantity.name(), quantity.unit());
  }

  /** The part of the line that lies within the frame. */
  private void proportion(Proportion line, LogScale x, LogScale y) {
    double from = Math.max(x.least(), y.least() / line.factor());
    double to = Math.min(x.most(), y.most() / line.factor());
    Place start = new Place(x.at(from), y.at(from * line.factor()));
    Place end = new Place(x.at(to), y.at(to * line.factor()));
    shapes.add(new Line(List.of(start, end), FRAME, 1.5, true));
  }

  private void series(Chart chart, Series series, LogScale x, LogScale y) {
    int colour = colour(names.indexOf(series.name()));
    List<Place> places = new ArrayList<>();
    for (Point point : series.points()) {
      places.add(new Place(x.at(point.x()), y.at(point.y())));
    }
    if (places.size() > 1) {
      shapes.add(new Line(places, colour, 2, false));
    }
    for (int i = 0; i < places.size(); i++) {
      Point point = series.points().get(i);
      Place at = places.get(i);
      String says =
          "%s, %s: %s, %s"
              .formatted(
                  series.name(),
                  point.name(),
                  Prefixed.text(point.x(), chart.x().unit()),
                  Prefixed.text(point.y(), chart.y().unit()));
      shapes.add(new Dot(at, colour, says));
      words(point.mark(), at.x() - 6, at.y() - 6, Anchor.END, false);
    }
  }

  private static int colour(int series) {
    return COLOURS[series % COLOURS.length];
  }

  /** The lines of the legend; where it ends. */
  private int legend(int left) {
    int y = TOP + 8;
    for (int i = 0; i < names.size(); i++) {
      entry(names.get(i), left, y, colour(i), false);
      y += LINE;
    }
    for (Chart chart : figure.charts()) {
      for (Proportion line : chart.proportions()) {
        entry(line.name(), left, y, FRAME, true);
        y += LINE;
      }
    }
    return y;
  }

  private void entry(String name, int left, int y, int colour, boolean isDashed) {
    List<Place> places = List.of(new Place(left, y), new Place(left + SWATCH, y));
    shapes.add(new Line(places, colour, isDashed ? 1.5 : 4, isDashed));
    words(name, left + SWATCH + 8, y + 4, Anchor.START, false);
  }

  private int legendWidth() {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    for (Chart chart : figure.charts()) {
      for (Proportion line : chart.proportions()) {
        longest = Math.max(longest, line.name().length());
      }
    }
    return SWATCH + 8 + longest * LETTER + 12;
  }

  private void words(String text, double x, double y, Anchor anchor, boolean isBold) {
    if (!text.isEmpty()) {
      shapes.add(new Words(text, new Place(x, y), anchor, isBold, false));
    }
  }
}
