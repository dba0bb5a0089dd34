package dev.netc.cli.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Points on logarithmic axes, beside the lines on which one quantity is proportional to the other.
 *
 * @param title what the chart is about, above it
 * @param series one colour each; there is at least one point in all
 */
public record Chart(
    String title, Quantity x, Quantity y, List<Series> series, List<Proportion> proportions) {
  public Chart {
    series = List.copyOf(series);
    proportions = List.copyOf(proportions);
  }

  /**
   * What an axis shows.
   *
   * @param unit that prefixes such as M go with: {@code FLOP}
   */
  public record Quantity(String name, String unit) {}

  /** Points that a line connects, in their order. */
  public record Series(String name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param x above 0, in the unit of its axis
   * @param y above 0, in the unit of its axis
   * @param name of the point among those of its series: {@code batch 16}
   * @param mark what is written beside it; may be empty
   */
  public record Point(double x, double y, String name, String mark) {
    public Point {
      if (!(x > 0 && x < Double.POSITIVE_INFINITY && y > 0 && y < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("(%s, %s) has no logarithm".formatted(x, y));
      }
    }
  }

  /** The line y = factor · x. */
  public record Proportion(String name, double factor) {}

  private DoubleStream ofPoints(ToDoubleFunction<Point> coordinate) {
    return series.stream().flatMap(s -> s.points().stream()).mapToDouble(coordinate);
  }

  /** All x, which their axis has to hold. */
  DoubleStream allX() {
    return ofPoints(Point::x);
  }

  /** All y, and those of the lines at the same x, which their axis has to hold. */
  DoubleStream allY() {
    return DoubleStream.concat(
        ofPoints(Point::y),
        proportions.stream().flatMapToDouble(line -> ofPoints(p -> line.factor() * p.x())));
  }
}
