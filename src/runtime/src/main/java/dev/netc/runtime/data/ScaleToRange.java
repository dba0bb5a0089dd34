package dev.netc.runtime.data;

import java.util.List;

/**
 * Moves every feature into a range: the least value of the training split to {@code low}, the
 * greatest to {@code high}. Other splits may go beyond. A feature that does not vary becomes {@code
 * low}.
 *
 * @param columns to change; empty for all features, that is all real columns but the declared
 *     target
 */
public record ScaleToRange(double low, double high, List<String> columns) implements Transform {

  public ScaleToRange {
    columns = List.copyOf(columns);
    if (!(low < high)) {
      throw new DataException(
          "`scale` goes from a lower to a higher value, not from " + low + " to " + high,
          "write scale(" + Math.min(low, high) + ", " + Math.max(low, high) + ")");
    }
  }

  /** Of all features. */
  public ScaleToRange(double low, double high) {
    this(low, high, List.of());
  }

  @Override
  public DataSet apply(DataSet data) {
    return Features.rescale(data, columns, this::measure);
  }

  private Features measure(Table train, Column column) {
    Extent extent = Extent.of(train, column);
    double[] shift = extent.minimum();
    double[] factor = new double[shift.length];
    for (int i = 0; i < factor.length; i++) {
      double width = extent.maximum()[i] - shift[i];
      factor[i] = width == 0 ? 1 : (high - low) / width;
      shift[i] -= low / factor[i];
    }
    return new Features(shift, factor);
  }
}
