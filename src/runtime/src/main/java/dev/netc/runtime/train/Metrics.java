package dev.netc.runtime.train;

import java.util.Optional;

/** From statistics that were added up over batches to the values of metrics. */
public final class Metrics {
  private Metrics() {}

  /**
   * The value of one metric.
   *
   * @param statistics the sums over all batches, of the spec's size
   * @param rows how many rows they cover
   */
  public static MetricValue value(MetricSpec spec, double[] statistics, long rows) {
    if (spec.kind() == MetricKind.MEAN) {
      return new MetricValue(spec.name(), statistics[0] / rows, Optional.empty());
    }
    double value =
        switch (spec.kind()) {
          case PRECISION -> precision(statistics, spec.classes());
          case RECALL -> recall(statistics, spec.classes());
          default -> accuracy(statistics, spec.classes());
        };
    return new MetricValue(spec.name(), value, Optional.of(statistics.clone()));
  }

  /**
   * The mean over classes of {@code hits / predictions of the class}. A class that is never
   * predicted has no precision and is left out; NaN if none is left.
   *
   * @param confusion row-major [classes, classes], truth × prediction
   */
  public static double precision(double[] confusion, int classes) {
    return macroAverage(confusion, classes, false);
  }

  /**
   * The mean over classes of {@code hits / members of the class}. A class without members has no
   * recall and is left out; NaN if none is left.
   *
   * @param confusion row-major [classes, classes], truth × prediction
   */
  public static double recall(double[] confusion, int classes) {
    return macroAverage(confusion, classes, true);
  }

  private static double macroAverage(double[] confusion, int classes, boolean overRows) {
    double sum = 0;
    int present = 0;
    for (int c = 0; c < classes; c++) {
      double members = 0;
      for (int other = 0; other < classes; other++) {
        members += overRows ? confusion[c * classes + other] : confusion[other * classes + c];
      }
      if (members == 0) continue;
      sum += confusion[c * classes + c] / members;
      present++;
    }
    return sum / present; // 0 / 0 is NaN
  }

  private static double accuracy(double[] confusion, int classes) {
    double hits = 0;
    double all = 0;
    for (int i = 0; i < confusion.length; i++) {
      all += confusion[i];
      if (i % (classes + 1) == 0) hits += confusion[i];
    }
    return hits / all;
  }
}
