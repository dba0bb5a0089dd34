package dev.netc.runtime.train;

/**
 * A metric that a model reports.
 *
 * @param name as in the program, {@code accuracy}
 * @param kind how its value follows from its statistics
 * @param size how long its statistics vector is: 1 for a mean, classes² for the others
 */
public record MetricSpec(String name, MetricKind kind, int size) {
  public MetricSpec {
    int classes = (int) Math.round(Math.sqrt(size));
    boolean fits = kind == MetricKind.MEAN ? size == 1 : size > 0 && classes * classes == size;
    if (!fits) throw new IllegalArgumentException(kind + " metric of size " + size);
  }

  /** How many classes a confusion matrix has; 1 for a mean. */
  public int classes() {
    return (int) Math.round(Math.sqrt(size));
  }

  /** Whether the value is one number: for all but the confusion matrix. */
  public boolean isScalar() {
    return kind != MetricKind.CONFUSION;
  }
}
