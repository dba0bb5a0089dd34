package dev.netc.cli.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis on which equal ratios are equally long.
 *
 * @param least the value at its start, above 0
 * @param most the value at its end
 * @param start pixels
 * @param end pixels; before the start where values go upwards
 */
record LogScale(double least, double most, double start, double end) {
  /** How much an axis goes beyond the values. */
  private static final double MARGIN = 1.6;

  private static final int MOST_LABELS = 6;

  private static final int[] ALL = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final int[] SOME = {1, 2, 5};
  private static final int[] POWERS = {1};

  /** An axis that has room for values, and is a decade long at least. */
  static LogScale around(DoubleStream values, double start, double end) {
    DoubleSummaryStatistics range = values.summaryStatistics();
    double missing = Math.sqrt(10 / (range.getMax() / range.getMin()));
    double margin = Math.max(MARGIN, missing);
    return new LogScale(range.getMin() / margin, range.getMax() * margin, start, end);
  }

  /** Where a value lies, in pixels. */
  double at(double value) {
    return start + (end - start) * Math.log(value / least) / Math.log(most / least);
  }

  /** The values that have a line: all of one digit, or powers of ten where these are many. */
  List<Double> lines() {
    return values(values(POWERS).size() > MOST_LABELS ? POWERS : ALL);
  }

  /** The values that have a label: 1, 2 and 5 times powers of ten, or some powers of ten. */
  List<Double> labels() {
    List<Double> labels = values(SOME);
    if (labels.size() <= MOST_LABELS) {
      return labels;
    }
    List<Double> powers = values(POWERS);
    int step = (powers.size() - 1) / MOST_LABELS + 1;
    return IntStream.range(0, powers.size())
        .filter(i -> i % step == 0)
        .mapToObj(powers::get)
        .toList();
  }

  private List<Double> values(int[] digits) {
    List<Double> values = new ArrayList<>();
    int last = (int) Math.floor(Math.log10(most));
    for (int power = (int) Math.floor(Math.log10(least)); power <= last; power++) {
      for (int digit : digits) {
        double value = Double.parseDouble(digit + "e" + power);
        if (least <= value && value <= most) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
