package dev.netc.runtime.data;

import java.util.Map;

/**
 * Rows of some columns, side by side in arrays that are used again and again.
 *
 * @param rows how many rows are there; the rest of each array is left over from before
 * @param columns for each column's name its rows one after the other, each row-major
 */
public record Batch(int rows, Map<String, float[]> columns) {

  /**
   * The rows of one column.
   *
   * @throws IllegalArgumentException if the batch does not carry it
   */
  public float[] column(String name) {
    float[] values = columns.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "no column " + name + " in a batch of " + columns.keySet());
    }
    return values;
  }
}
