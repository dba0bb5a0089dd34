package dev.netc.cli.engine;

import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some columns of a table. */
record ColumnView(Table source, List<Column> columns) implements Table {

  /**
   * Training rows and new rows with the columns that both have, as the splits train and test of one
   * data set; empty if they have none in common.
   */
  static Optional<DataSet> alike(DataSet data, Table rows) {
    Table train = data.split(DataSet.TRAIN);
    List<Column> common =
        train.columns().stream()
            .filter(c -> rows.find(c.name()).filter(r -> r.size() == c.size()).isPresent())
            .toList();
    if (common.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DataSet(
            data.name(),
            Map.of(
                DataSet.TRAIN, new ColumnView(train, common),
                DataSet.TEST, new ColumnView(rows, common))));
  }

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public RowReader reader(String column) {
    return source.reader(column);
  }
}
