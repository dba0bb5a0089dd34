package dev.netc.runtime.train;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Loss and metrics of one split, all of its rows counted alike.
 *
 * @param step training steps done before it
 * @param split {@code train}, {@code validation} or {@code test}
 * @param rows of the split
 * @param loss mean over the rows
 * @param metrics in the model's order
 */
public record SplitResult(
    long step, String split, long rows, double loss, List<MetricValue> metrics) {
  public SplitResult {
    metrics = List.copyOf(metrics);
  }

  /** The metric of this name. */
  public OptionalDouble metric(String name) {
    return metrics.stream()
        .filter(metric -> metric.name().equals(name))
        .mapToDouble(MetricValue::value)
        .findFirst();
  }
}
