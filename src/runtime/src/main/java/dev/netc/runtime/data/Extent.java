package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import java.util.Arrays;

/**
 * Where the values of a column lie in a table, for each place of a row; computed in double
 * precision.
 *
 * @param deviation standard deviation about the mean: the root of the mean square, divided by the
 *     rows (not rows - 1)
 */
record Extent(double[] minimum, double[] maximum, double[] mean, double[] deviation) {

  /** Measures a column in two passes: deviations from a known mean lose no digits. */
  static Extent of(Table table, Column column) {
    if (table.rows() == 0) {
      throw new DataException("the data has no rows", "");
    }
    int size = column.size();
    Extent extent =
        new Extent(new double[size], new double[size], new double[size], new double[size]);
    Arrays.fill(extent.minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(extent.maximum, Double.NEGATIVE_INFINITY);
    RowReader reader = table.reader(column.name());
    float[] row = new float[size];
    for (int r = 0; r < table.rows(); r++) {
      reader.read(r, row, 0);
      extent.addBounds(row);
    }
    for (int i = 0; i < size; i++) {
      extent.mean[i] /= table.rows();
    }
    for (int r = 0; r < table.rows(); r++) {
      reader.read(r, row, 0);
      extent.addDeviation(row);
    }
    for (int i = 0; i < size; i++) {
      extent.deviation[i] = Math.sqrt(extent.deviation[i] / table.rows());
    }
    return extent;
  }

  private void addBounds(float[] row) {
    for (int i = 0; i < row.length; i++) {
      minimum[i] = Math.min(minimum[i], row[i]);
      maximum[i] = Math.max(maximum[i], row[i]);
      mean[i] += row[i];
    }
  }

  private void addDeviation(float[] row) {
    for (int i = 0; i < row.length; i++) {
      double d = row[i] - mean[i];
      deviation[i] += d * d;
    }
  }
}
