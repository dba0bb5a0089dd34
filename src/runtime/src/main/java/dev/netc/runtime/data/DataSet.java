package dev.netc.runtime.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A named data set: one table per split, all with the same columns.
 *
 * @param name as declared
 * @param splits by name, those that exist of {@link #SPLITS} in that order
 */
public record DataSet(String name, Map<String, Table> splits) {
  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";
  public static final String TEST = "test";

  /** The splits that there can be, in their order. */
  public static final List<String> SPLITS = List.of(TRAIN, VALIDATION, TEST);

  public DataSet {
    Map<String, Table> ordered = new LinkedHashMap<>();
    for (String split : SPLITS) {
      if (splits.containsKey(split)) {
        ordered.put(split, splits.get(split));
      }
    }
    if (ordered.isEmpty() || ordered.size() != splits.size()) {
      throw new IllegalArgumentException(
          "splits " + splits.keySet() + " are not some of " + SPLITS);
    }
    List<Column> columns = ordered.values().iterator().next().columns();
    for (Map.Entry<String, Table> split : ordered.entrySet()) {
      if (!split.getValue().columns().equals(columns)) {
        throw new IllegalArgumentException(
            "split "
                + split.getKey()
                + " has the columns "
                + split.getValue().columns()
                + ", not "
                + columns);
      }
    }
    splits = Collections.unmodifiableMap(ordered);
  }

  /** A data set of training rows only. */
  public static DataSet of(String name, Table train) {
    return new DataSet(name, Map.of(TRAIN, train));
  }

  /** A data set of training and test rows. */
  public static DataSet of(String name, Table train, Table test) {
    return new DataSet(name, Map.of(TRAIN, train, TEST, test));
  }

  /** The columns that every split has. */
  public List<Column> columns() {
    return splits.values().iterator().next().columns();
  }

  /**
   * The column of this name.
   *
   * @throws DataException if there is none
   */
  public Column column(String column) {
    return splits
        .values()
        .iterator()
        .next()
        .find(column)
        .orElseThrow(
            () ->
                new DataException(
                    "the data set `%s` has no column `%s`; its columns are %s"
                        .formatted(
                            name,
                            column,
                            String.join(", ", columns().stream().map(Column::name).toList())),
                    ""));
  }

  public boolean has(String split) {
    return splits.containsKey(split);
  }

  /**
   * The table of one split.
   *
   * @throws DataException if the data set has no such split
   */
  public Table split(String split) {
    Table table = splits.get(split);
    if (table == null) {
      throw new DataException(
          "the data set `%s` has no %s split; it has %s"
              .formatted(name, split, String.join(", ", splits.keySet())),
          split.equals(TRAIN) ? "" : "make one with `-> split(%s = 0.2)`".formatted(split));
    }
    return table;
  }

  /** The same splits, each through {@code change}. */
  public DataSet mapEach(UnaryOperator<Table> change) {
    Map<String, Table> changed = new LinkedHashMap<>();
    splits.forEach((split, table) -> changed.put(split, change.apply(table)));
    return new DataSet(name, changed);
  }

  /** The same data set with one split put in place or added. */
  public DataSet with(String split, Table table) {
    Map<String, Table> changed = new LinkedHashMap<>(splits);
    changed.put(split, table);
    return new DataSet(name, changed);
  }
}
