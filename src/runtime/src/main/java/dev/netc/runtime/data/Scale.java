package dev.netc.runtime.data;

import java.util.Arrays;
import java.util.List;

/**
 * Multiplies every feature by a factor.
 *
 * @param factor finite
 * @param columns to change; empty for all features, that is all real columns but the declared
 *     target
 */
public record Scale(double factor, List<String> columns) implements Transform {

  public Scale {
    columns = List.copyOf(columns);
  }

  /** Of all features. */
  public Scale(double factor) {
    this(factor, List.of());
  }

  @Override
  public DataSet apply(DataSet data) {
    return Features.rescale(data, columns, this::times);
  }

  private Features times(Table train, Column column) {
    double[] factors = new double[column.size()];
    Arrays.fill(factors, factor);
    return new Features(new double[column.size()], factors);
  }
}
