package dev.netc.cli.bench;

import dev.netc.cli.chart.Chart;
import dev.netc.cli.chart.Chart.Point;
import dev.netc.cli.chart.Chart.Proportion;
import dev.netc.cli.chart.Chart.Quantity;
import dev.netc.cli.chart.Chart.Series;
import dev.netc.cli.chart.Figure;
import dev.netc.cli.chart.Prefixed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of a run as a figure: time against work, beside the line on which the machine
 * would be at its peak, and memory taken against memory planned.
 */
public final class ScalingPlot {
  private final List<BenchResult> results;

  private ScalingPlot(List<BenchResult> results) {
    this.results = results;
  }

  /**
   * Draws results, one at least, each with some work.
   *
   * @param file the name of the program
   * @param threads that kernels share
   */
  public static Figure of(List<BenchResult> results, String file, int threads) {
    ScalingPlot plot = new ScalingPlot(results);
    String title =
        "%s: %s kernels, %d %s"
            .formatted(
                file, results.get(0).kernels(), threads, threads == 1 ? "thread" : "threads");
    return new Figure(title, List.of(plot.time(), plot.memory()));
  }

  private Chart time() {
    double peak = Comparison.peak(results);
    String step =
        results.stream().allMatch(r -> r.kind().equals("net")) ? "a prediction" : "a step";
    boolean isMarked = results.stream().mapToInt(BenchResult::batch).distinct().count() > 1;
    return new Chart(
        isMarked ? "median time, the batch beside each point" : "median time",
        new Quantity("work of " + step, "FLOP"),
        new Quantity("time of " + step, "s"),
        series(
            BenchResult::flops,
            BenchResult::seconds,
            r -> isMarked ? String.valueOf(r.batch()) : ""),
        List.of(
            new Proportion("at the machine's peak, " + Prefixed.text(peak, "FLOP/s"), 1 / peak)));
  }

  private Chart memory() {
    return new Chart(
        "memory of net and kernels",
        new Quantity("planned", "B"),
        new Quantity("taken", "B"),
        series(BenchResult::planned, BenchResult::taken, r -> ""),
        List.of(new Proportion("taken as planned", 1)));
  }

  /** A series for each name, its points in the order of x. */
  private List<Series> series(
      ToDoubleFunction<BenchResult> x,
      ToDoubleFunction<BenchResult> y,
      Function<BenchResult, String> mark) {
    Map<String, List<Point>> points = new LinkedHashMap<>();
    for (BenchResult r : results) {
      points
          .computeIfAbsent(r.name(), name -> new ArrayList<>())
          .add(
              new Point(
                  x.applyAsDouble(r),
                  y.applyAsDouble(r),
                  "batch %,d".formatted(r.batch()),
                  mark.apply(r)));
    }
    List<Series> series = new ArrayList<>();
    points.forEach(
        (name, ofName) -> {
          ofName.sort(Comparator.comparingDouble(Point::x));
          series.add(new Series(name, ofName));
        });
    return series;
  }
}
