package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import java.util.Arrays;
import java.util.List;

/**
 * Turns class indices into vectors: index c becomes a row of zeros with a 1 at place c, a real
 * column {@code [classes]}. Where the number of classes is not known, it is the highest index of
 * all splits plus 1.
 *
 * @param columns to change: labels, or scalars that hold whole numbers from 0; empty for all labels
 */
public record OneHot(List<String> columns) implements Transform {
  /**
   * More would be a mistake sooner than classes, and every row would take their number of floats.
   */
  private static final int MOST_CLASSES = 1 << 20;

  public OneHot {
    columns = List.copyOf(columns);
  }

  /** Of all labels. */
  public OneHot() {
    this(List.of());
  }

  @Override
  public DataSet apply(DataSet data) {
    DataSet changed = data;
    for (Column column : chosen(data)) {
      int classes = column.classes() > 0 ? column.classes() : count(data, column);
      Column vector =
          new Column(column.name(), new int[] {classes}, Column.Kind.REAL, 0, true, List.of());
      changed =
          changed.mapEach(table -> Tables.replace(table, vector, vectors(column, table, classes)));
    }
    return changed;
  }

  private List<Column> chosen(DataSet data) {
    if (!columns.isEmpty()) {
      return columns.stream().map(name -> scalar(data.column(name))).toList();
    }
    List<Column> labels =
        data.columns().stream().filter(c -> c.kind() == Column.Kind.LABEL).toList();
    if (labels.isEmpty()) {
      List<String> names = data.columns().stream().map(Column::name).toList();
      throw new DataException(
          "`one_hot` finds no labels in `%s`; its columns are %s"
              .formatted(data.name(), String.join(", ", names)),
          "labels are the classes of digits, mnist and images, and the words of a csv column");
    }
    return labels;
  }

  private static Column scalar(Column column) {
    if (column.size() != 1) {
      throw new DataException(
          "column `" + column.name() + "` holds " + column.size() + " values per row, no class",
          "");
    }
    return column;
  }

  /** The highest index plus 1. */
  private static int count(DataSet data, Column column) {
    float[] index = new float[1];
    int classes = 1;
    for (Table table : data.splits().values()) {
      RowReader reader = table.reader(column.name());
      for (int row = 0; row < table.rows(); row++) {
        reader.read(row, index, 0);
        check(column, index[0], MOST_CLASSES);
        classes = Math.max(classes, 1 + (int) index[0]);
      }
    }
    return classes;
  }

  private static RowReader vectors(Column column, Table table, int classes) {
    RowReader indices = table.reader(column.name());
    return (row, into, at) -> {
      indices.read(row, into, at);
      float index = into[at];
      check(column, index, classes);
      Arrays.fill(into, at, at + classes, 0);
      into[at + (int) index] = 1;
    };
  }

  private static void check(Column column, float index, int classes) {
    if (index != Math.rint(index) || !(index >= 0 && index < classes)) {
      throw new DataException(
          "column `%s` holds %s, which is no class from 0 to %d"
              .formatted(column.name(), index, classes - 1),
          "");
    }
  }
}
