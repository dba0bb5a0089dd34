package dev.netc.runtime.data;

import java.util.List;

/**
 * Gives every feature mean 0 and standard deviation 1: both are measured on the training split and
 * applied to all. A feature that does not vary is only shifted to 0.
 *
 * @param columns to change; empty for all features, that is all real columns but the declared
 *     target
 */
public record Standardize(List<String> columns) implements Transform {

  public Standardize {
    columns = List.copyOf(columns);
  }

  /** Of all features. */
  public Standardize() {
    this(List.of());
  }

  @Override
  public DataSet apply(DataSet data) {
    return Features.rescale(data, columns, Standardize::measure);
  }

  private static Features measure(Table train, Column column) {
    Extent extent = Extent.of(train, column);
    double[] shift = extent.mean();
    double[] factor = new double[shift.length];
    for (int i = 0; i < factor.length; i++) {
      // Not deviation == 0: the mean of equal values is rounded, and their deviation with it.
      boolean constant = extent.minimum()[i] == extent.maximum()[i];
      factor[i] = constant ? 1 : 1 / extent.deviation()[i];
      shift[i] = constant ? extent.minimum()[i] : shift[i];
    }
    return new Features(shift, factor);
  }
}
