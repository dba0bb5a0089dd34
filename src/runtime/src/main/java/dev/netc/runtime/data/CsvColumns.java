package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the rows of a {@link Csv} file as numbers. */
final class CsvColumns {
  private final String file;
  private final List<String> names;
  private final int target;
  private final int features;
  private float[] x;
  private float[] y = new float[64];
  private int rows;

  /**
   * Index of each text of the target in order of its first appearance; unused where the target is
   * numeric.
   */
  private final Map<String, Integer> texts = new HashMap<>();

  private boolean textTarget;

  /**
   * @param target place of the target among the names, -1 for none
   */
  CsvColumns(String file, List<String> names, int target) {
    this.file = file;
    this.names = names;
    this.target = target;
    features = target < 0 ? names.size() : names.size() - 1;
    x = new float[64 * features];
  }

  /** Whether a cell is a finite number, written as in a program. */
  static boolean isNumber(String cell) {
    return !Float.isNaN(parse(cell));
  }

  /**
   * The number, or NaN where the cell is none. Java's own "1f", "0x1p3" and "Infinity" are none.
   */
  private static float parse(String cell) {
    if (cell.isEmpty()
        || !Character.isDigit(cell.charAt(cell.length() - 1)) && !cell.endsWith(".")) {
      return Float.NaN;
    }
    if (cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0) {
      return Float.NaN;
    }
    try {
      float value = Float.parseFloat(cell);
      return Float.isInfinite(value) ? Float.NaN : value;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  void add(CsvLines.Cells line) {
    List<String> cells = line.values();
    if (cells.size() != names.size()) {
      throw new DataException(
          file,
          line.line(),
          "the line has " + values(cells.size()) + ", but the first has " + names.size(),
          cells.size() > names.size() ? "put a text that holds a delimiter in quotes" : "");
    }
    grow();
    int at = rows * features;
    for (int c = 0; c < names.size(); c++) {
      if (c == target) {
        y[rows] = target(line, cells.get(c));
      } else {
        x[at++] = number(line, names.get(c), cells.get(c));
      }
    }
    rows++;
  }

  private static String values(int count) {
    return count == 1 ? "1 value" : count + " values";
  }

  private void grow() {
    if ((rows + 1L) * features > Integer.MAX_VALUE / 2) {
      throw new DataException(file, 0, "the file has more than a thousand million numbers", "");
    }
    if (rows == y.length) {
      y = Arrays.copyOf(y, 2 * rows);
      x = Arrays.copyOf(x, 2 * rows * features);
    }
  }

  private float target(CsvLines.Cells line, String cell) {
    if (rows == 0) {
      textTarget = !cell.isEmpty() && !isNumber(cell);
    }
    if (!textTarget || cell.isEmpty()) {
      return number(line, names.get(target), cell);
    }
    return texts.computeIfAbsent(cell, text -> texts.size());
  }

  private float number(CsvLines.Cells line, String name, String cell) {
    float value = parse(cell);
    if (Float.isNaN(value)) {
      throw cell.isEmpty()
          ? new DataException(
              file, line.line(), "column `" + name + "` is empty", "fill it in, or remove the line")
          : new DataException(
              file,
              line.line(),
              "column `" + name + "` holds `" + cell + "`, which is no number",
              cell.matches("-?[0-9]+,[0-9]+")
                  ? "write decimals with a point"
                  : "only the target may hold texts: replace them by numbers, or remove the"
                      + " column");
    }
    return value;
  }

  Table table() {
    if (rows == 0) {
      throw new DataException(file, 0, "the file has no line but its header", "");
    }
    List<Column> columns = new ArrayList<>();
    List<RowReader> readers = new ArrayList<>();
    float[] data = Arrays.copyOf(x, rows * features);
    // A column named x is meant by that name; a vector of the same name would hide it.
    if (features > 0 && !names.contains("x")) {
      columns.add(Column.real("x", features));
      readers.add(Tables.floats(data, features));
    }
    int place = 0;
    for (int c = 0; c < names.size(); c++) {
      if (c != target) {
        columns.add(Column.real(names.get(c)));
        readers.add(Tables.strided(data, place++, features));
      }
    }
    if (target >= 0) {
      columns.add(targetColumn());
      readers.add(Tables.floats(Arrays.copyOf(y, rows), 1));
    }
    return new ColumnTable(rows, columns, readers);
  }

  private Column targetColumn() {
    String name = names.get(target);
    if (!textTarget) {
      return Column.real(name).asTarget();
    }
    List<String> sorted = texts.keySet().stream().sorted().toList();
    float[] index = new float[sorted.size()];
    for (int i = 0; i < index.length; i++) {
      index[texts.get(sorted.get(i))] = i;
    }
    for (int row = 0; row < rows; row++) {
      y[row] = index[(int) y[row]];
    }
    return new Column(name, new int[0], Column.Kind.LABEL, index.length, true, sorted);
  }
}
