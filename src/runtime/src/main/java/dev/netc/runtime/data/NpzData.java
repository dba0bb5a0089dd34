package dev.netc.runtime.data;

import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.checkpoint.Npz;
import dev.netc.runtime.checkpoint.StoredTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's npz files as data: each array is a column of its name, and its first dimension
 * counts the rows. Where the names end in a split, as in {@code x_train, y_train, x_test, y_test},
 * the columns are {@code x} and {@code y} of these splits; otherwise all rows are for training.
 *
 * <p>A flat array is a target if its name says so ({@code y}, {@code t}, {@code label}, {@code
 * target}, {@code class}, or their plurals): a label where it holds whole numbers from 0, a
 * quantity otherwise.
 */
public final class NpzData {
  private static final Pattern SPLIT_NAME =
      Pattern.compile("(.+)_(train|validation|valid|val|test)");
  private static final Set<String> TARGETS =
      Set.of("y", "t", "label", "labels", "target", "targets", "class", "classes");

  /** More classes than this are quantities that happen to be whole. */
  private static final int MOST_CLASSES = 1 << 20;

  private NpzData() {}

  /**
   * @param name of the data set
   * @throws DataException if the file is damaged, or its arrays do not fit together
   */
  public static DataSet read(String name, Path file) {
    Map<String, List<StoredTensor>> splits = new LinkedHashMap<>();
    for (StoredTensor array : arrays(file)) {
      Matcher match = SPLIT_NAME.matcher(array.name());
      boolean named = match.matches();
      splits
          .computeIfAbsent(named ? split(match.group(2)) : "", s -> new ArrayList<>())
          .add(named ? array.renamed(match.group(1)) : array);
    }
    if (splits.containsKey("") && splits.size() > 1) {
      throw wrong(
          file,
          "array `" + splits.get("").get(0).name() + "` belongs to no split, but others do",
          "end its name in _train or _test");
    }
    if (splits.containsKey("")) {
      splits.put(DataSet.TRAIN, splits.remove(""));
    }
    return dataSet(name, file, splits);
  }

  private static List<StoredTensor> arrays(Path file) {
    List<StoredTensor> arrays;
    try {
      arrays = Npz.read(file);
    } catch (CheckpointException e) {
      String subject = e.problem().startsWith("array ") ? "" : "the file ";
      throw new DataException(e.file(), 0, subject + e.problem(), e.hint().orElse(""), e);
    }
    if (arrays.isEmpty()) {
      throw wrong(file, "the file holds no array", "");
    }
    for (StoredTensor array : arrays) {
      if (array.size() == 0 || array.shape().length == 0) {
        throw wrong(
            file,
            "array `" + array.name() + "` has the shape " + array.shapeText() + ", no rows",
            "");
      }
      if (!array.isFinite()) {
        throw wrong(
            file,
            "array `" + array.name() + "` holds a value that is not a finite number",
            "replace NaN and infinity before you save it");
      }
    }
    return arrays;
  }

  private static String split(String ending) {
    return ending.startsWith("val") ? DataSet.VALIDATION : ending;
  }

  private static DataSet dataSet(String name, Path file, Map<String, List<StoredTensor>> splits) {
    List<StoredTensor> first = splits.values().iterator().next();
    List<Column> columns = new ArrayList<>();
    for (StoredTensor array : first) {
      columns.add(column(array.name(), splits));
    }
    Map<String, Table> tables = new LinkedHashMap<>();
    splits.forEach((split, arrays) -> tables.put(split, table(file, split, columns, arrays)));
    return new DataSet(name, tables);
  }

  /** The column of an array, judged by all splits: a class may be missing in one of them. */
  private static Column column(String name, Map<String, List<StoredTensor>> splits) {
    List<StoredTensor> parts = new ArrayList<>();
    for (List<StoredTensor> arrays : splits.values()) {
      arrays.stream().filter(a -> a.name().equals(name)).forEach(parts::add);
    }
    long[] shape = parts.get(0).shape();
    int[] row = new int[shape.length - 1];
    for (int i = 0; i < row.length; i++) {
      row[i] = (int) shape[i + 1];
    }
    if (row.length > 0 || !TARGETS.contains(name)) {
      return Column.real(name, row);
    }
    int classes = parts.stream().mapToInt(NpzData::classes).reduce(0, NpzData::together);
    return (classes > 0 ? Column.label(name, classes) : Column.real(name)).asTarget();
  }

  /** The highest index plus 1; -1 where the values are no indices. */
  private static int classes(StoredTensor array) {
    int classes = 1;
    for (float value : array.floats()) {
      if (value != Math.rint(value) || value < 0 || value >= MOST_CLASSES) {
        return -1;
      }
      classes = Math.max(classes, 1 + (int) value);
    }
    return classes;
  }

  private static int together(int one, int other) {
    return one < 0 || other < 0 ? -1 : Math.max(one, other);
  }

  private static Table table(
      Path file, String split, List<Column> columns, List<StoredTensor> arrays) {
    List<float[]> data = new ArrayList<>();
    for (Column column : columns) {
      StoredTensor array =
          arrays.stream()
              .filter(a -> a.name().equals(column.name()))
              .findFirst()
              .orElseThrow(
                  () ->
                      wrong(
                          file,
                          "the " + split + " split has no array `" + column.name() + "`",
                          ""));
      checkShape(file, split, column, array, arrays.get(0));
      data.add(array.floats());
    }
    if (arrays.size() > columns.size()) {
      throw wrong(file, "the " + split + " split has an array more than the others", "");
    }
    return Tables.of(columns, data);
  }

  private static void checkShape(
      Path file, String split, Column column, StoredTensor array, StoredTensor first) {
    long[] shape = array.shape();
    if (shape[0] != first.shape()[0]) {
      throw wrong(
          file,
          "array `%s` has %d rows, but `%s` has %d"
              .formatted(array.name(), shape[0], first.name(), first.shape()[0]),
          "the first dimension of every array counts the rows");
    }
    int[] expected = column.shape();
    boolean same = shape.length == expected.length + 1;
    for (int i = 0; same && i < expected.length; i++) {
      same = shape[i + 1] == expected[i];
    }
    if (!same) {
      throw wrong(
          file,
          "array `%s` of the %s split has the shape %s, but its rows are %s elsewhere"
              .formatted(array.name(), split, array.shapeText(), column),
          "");
    }
  }

  private static DataException wrong(Path file, String message, String hint) {
    return new DataException(file.toString(), 0, message, hint);
  }
}
