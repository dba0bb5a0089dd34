package dev.netc.runtime.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one implementation of {@link Table}: a reader for each column, over arrays or over another
 * table's reader.
 */
final class ColumnTable implements Table {
  private final int rows;
  private final List<Column> columns;
  private final Map<String, RowReader> readers = new LinkedHashMap<>();

  /**
   * @param readers one for each column, in their order
   */
  ColumnTable(int rows, List<Column> columns, List<RowReader> readers) {
    if (columns.size() != readers.size()) {
      throw new IllegalArgumentException(
          columns.size() + " columns have " + readers.size() + " readers");
    }
    this.rows = rows;
    this.columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      if (this.readers.put(columns.get(i).name(), readers.get(i)) != null) {
        throw new IllegalArgumentException("two columns are named " + columns.get(i).name());
      }
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public RowReader reader(String column) {
    RowReader reader = readers.get(column);
    if (reader == null) {
      throw new IllegalArgumentException("no column " + column + " among " + readers.keySet());
    }
    return reader;
  }
}
