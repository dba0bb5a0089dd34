package dev.netc.runtime.data;

import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keeps the first rows of some splits; the others stay whole.
 *
 * @param rows how many to keep of each split named, at least 1
 */
public record Take(Map<String, Integer> rows) implements Transform {

  public Take {
    rows = Map.copyOf(rows);
  }

  /** The first rows of the training split. */
  public static Take train(int rows) {
    return new Take(Map.of(DataSet.TRAIN, rows));
  }

  @Override
  public DataSet apply(DataSet data) {
    DataSet taken = data;
    for (Map.Entry<String, Integer> wanted : rows.entrySet()) {
      String split = wanted.getKey();
      Table table = data.split(split);
      int count = wanted.getValue();
      if (count < 1 || count > table.rows()) {
        throw new DataException(
            "`take` wants %d rows of the %s split of `%s`, which has %d"
                .formatted(count, split, data.name(), table.rows()),
            "take 1 to " + table.rows());
      }
      taken = taken.with(split, Tables.select(table, IntStream.range(0, count).toArray()));
    }
    return taken;
  }
}
