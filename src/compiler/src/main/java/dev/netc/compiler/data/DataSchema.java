package dev.netc.compiler.data;

import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is known of a data set before it is read.
 *
 * @param splits the parts that it has: train, validation, test
 */
public record DataSchema(List<Column> columns, List<String> splits) {

  /**
   * A column.
   *
   * @param classes for class indices the number of classes, 0 if unknown; -1 for numbers
   */
  public record Column(String name, Shape shape, int classes) {
    public boolean isLabel() {
      return classes >= 0;
    }

    /** Whether it holds images: {@code [channels, height, width]}. */
    public boolean isImage() {
      return !isLabel() && shape.rank() == 3;
    }
  }

  /** The same splits with each column through {@code change}. */
  public DataSchema mapColumns(UnaryOperator<Column> change) {
    return new DataSchema(columns.stream().map(change).toList(), splits);
  }

  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
