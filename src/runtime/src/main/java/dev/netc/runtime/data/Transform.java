package dev.netc.runtime.data;

import java.util.function.UnaryOperator;

/**
 * A step from one data set to another, as {@code ->} applies it: {@code csv(...) -> standardize ->
 * split(test = 0.2)}. A transform is a value; it changes no data set, and reads no more of one than
 * it needs.
 */
public sealed interface Transform extends UnaryOperator<DataSet>
    permits Take, Split, Shuffle, Standardize, Scale, ScaleToRange, OneHot, Augment {

  /**
   * @throws DataException if the data set has not the rows, splits or columns that the transform
   *     needs
   */
  @Override
  DataSet apply(DataSet data);
}
