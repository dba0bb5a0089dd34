package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import dev.netc.runtime.data.Table.RowSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes tables from arrays and from other tables. The arrays are not copied, and must not change
 * afterwards.
 */
public final class Tables {
  private Tables() {}

  /**
   * A table in memory, as {@code table} and {@code generate} declare it.
   *
   * @param arrays one for each column: its rows one after the other, each row-major
   * @throws DataException if the columns do not have the same number of rows
   */
  public static Table of(List<Column> columns, List<float[]> arrays) {
    if (columns.isEmpty() || columns.size() != arrays.size()) {
      throw new IllegalArgumentException(
          columns.size() + " columns have " + arrays.size() + " arrays");
    }
    List<RowReader> readers = new ArrayList<>();
    int rows = rows(columns.get(0), arrays.get(0));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      int own = rows(column, arrays.get(i));
      if (own != rows) {
        throw new DataException(
            "column `%s` has %d rows, but `%s` has %d"
                .formatted(column.name(), own, columns.get(0).name(), rows),
            "give every column one value per row");
      }
      readers.add(floats(arrays.get(i), column.size()));
    }
    return new ColumnTable(rows, columns, readers);
  }

  private static int rows(Column column, float[] array) {
    int size = column.size();
    if (array.length % size != 0) {
      throw new DataException(
          "column `%s` has %d values, which are no whole number of rows of %d"
              .formatted(column.name(), array.length, size),
          "");
    }
    return array.length / size;
  }

  /**
   * The given rows of a table, in the given order; a row may come several times.
   *
   * @param rows indices into {@code source}
   */
  public static Table select(Table source, int[] rows) {
    for (int row : rows) {
      Objects.checkIndex(row, source.rows());
    }
    List<RowReader> readers = new ArrayList<>();
    for (Column column : source.columns()) {
      RowReader reader = source.reader(column.name());
      readers.add(new Selected(reader, rows));
    }
    return new ColumnTable(rows.length, source.columns(), readers);
  }

  /** Reads row {@code rows[i]} of another reader as row {@code i}. */
  private record Selected(RowReader source, int[] rows) implements RowReader {
    @Override
    public void read(int row, float[] into, int at) {
      source.read(rows[row], into, at);
    }

    @Override
    public int touch(int row) {
      return source.touch(rows[row]);
    }

    @Override
    public boolean varies() {
      return source.varies();
    }

    @Override
    public RowSampler sampler() {
      RowSampler sampler = source.sampler();
      return (row, key, into, at) -> sampler.sample(rows[row], key, into, at);
    }
  }

  /**
   * The same rows with {@code column} in the place of the column of the same name, read by {@code
   * reader}.
   */
  static Table replace(Table source, Column column, RowReader reader) {
    List<Column> columns = new ArrayList<>();
    List<RowReader> readers = new ArrayList<>();
    for (Column old : source.columns()) {
      boolean replaced = old.name().equals(column.name());
      columns.add(replaced ? column : old);
      readers.add(replaced ? reader : source.reader(old.name()));
    }
    return new ColumnTable(source.rows(), columns, readers);
  }

  /** Rows of {@code size} floats, one after the other. */
  static RowReader floats(float[] data, int size) {
    return new FloatRows(data, size);
  }

  /** One float per row: the value at {@code offset} in each row of {@code stride} floats. */
  static RowReader strided(float[] data, int offset, int stride) {
    return (row, into, at) -> into[at] = data[row * stride + offset];
  }

  /**
   * Rows of {@code size} unsigned bytes one after the other, each divided by {@code divisor}. The
   * division is done once per byte value, so it is exact as a float division, and costs a look-up.
   */
  public static RowReader bytes(byte[] data, int size, float divisor) {
    float[] value = new float[256];
    for (int b = 0; b < 256; b++) {
      value[b] = b / divisor;
    }
    return new ByteRows(data, size, value);
  }

  private static final int CACHE_LINE = 64;

  private record FloatRows(float[] data, int size) implements RowReader {
    @Override
    public void read(int row, float[] into, int at) {
      System.arraycopy(data, row * size, into, at, size);
    }

    @Override
    public int touch(int row) {
      float sum = 0;
      for (int i = row * size; i < (row + 1) * size; i += CACHE_LINE / Float.BYTES) {
        sum += data[i];
      }
      return (int) sum;
    }
  }

  private record ByteRows(byte[] data, int size, float[] value) implements RowReader {
    @Override
    public void read(int row, float[] into, int at) {
      int from = row * size;
      for (int i = 0; i < size; i++) {
        into[at + i] = value[data[from + i] & 0xff];
      }
    }

    @Override
    public int touch(int row) {
      int sum = 0;
      for (int i = row * size; i < (row + 1) * size; i += CACHE_LINE) {
        sum += data[i];
      }
      return sum;
    }
  }
}
