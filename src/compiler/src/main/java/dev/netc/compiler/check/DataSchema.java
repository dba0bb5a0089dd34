package dev.netc.compiler.check;

import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.Optional;

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
  }

  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
