package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import dev.netc.runtime.data.Table.RowSampler;
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
    return table ->
        Tables.replace(table, column, new Rescaled(table.reader(column.name()), shift, factor));
  }

  /** The rows of another reader, rescaled; variants are made before that. */
  private record Rescaled(RowReader source, double[] shift, double[] factor) implements RowReader {
    @Override
    public void read(int row, float[] into, int at) {
      source.read(row, into, at);
      rescale(into, at);
    }

    private void rescale(float[] values, int at) {
      for (int i = 0; i < shift.length; i++) {
        values[at + i] = (float) ((values[at + i] - shift[i]) * factor[i]);
      }
    }

    @Override
    public int touch(int row) {
      return source.touch(row);
    }

    @Override
    public boolean varies() {
      return source.varies();
    }

    @Override
    public RowSampler sampler() {
      RowSampler sampler = source.sampler();
      return (row, key, into, at) -> {
        sampler.sample(row, key, into, at);
        rescale(into, at);
      };
    }
  }
}
