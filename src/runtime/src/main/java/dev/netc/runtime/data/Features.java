package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Rescales the features of a data set, each place of a row for itself: y[i] = (x[i] - shift[i]) ·
 * factor[i].
 */
record Features(double[] shift, double[] factor) {

  /**
   * Rescales columns in every split.
   *
   * @param names of real columns; empty for all features, that is all real columns but the declared
   *     target
   * @param rule what to do with a column, given the training rows
   */
  static DataSet rescale(
      DataSet data, List<String> names, BiFunction<Table, Column, Features> rule) {
    DataSet changed = data;
    for (Column column : chosen(data, names)) {
      Features features = rule.apply(data.split(DataSet.TRAIN), column);
      changed = changed.mapEach(features.replace(column));
    }
    return changed;
  }

  private static List<Column> chosen(DataSet data, List<String> names) {
    if (names.isEmpty()) {
      return data.columns().stream().filter(Column::isFeature).toList();
    }
    return names.stream().map(name -> real(data, name)).toList();
  }

  private static Column real(DataSet data, String name) {
    Column column = data.column(name);
    if (column.kind() == Column.Kind.LABEL) {
      throw new DataException(
          "column `" + name + "` of `" + data.name() + "` holds labels, which cannot be rescaled",
          "name a column of quantities");
    }
    return column;
  }

  private UnaryOperator<Table> replace(Column column) {
    return table -> {
      RowReader plain = table.reader(column.name());
      RowReader rescaled =
          (row, into, at) -> {
            plain.read(row, into, at);
            for (int i = 0; i < shift.length; i++) {
              into[at + i] = (float) ((into[at + i] - shift[i]) * factor[i]);
            }
          };
      return Tables.replace(table, column, rescaled);
    };
  }
}
