package dev.netc.runtime.data;

import java.util.stream.IntStream;

/**
 * Shuffles the training split and cuts off new splits: the first fraction becomes the test split,
 * the next the validation split, and the rest remains for training.
 *
 * @param validation fraction of all rows, 0 for no validation split
 * @param test fraction of all rows, 0 for no test split
 */
public record Split(double validation, double test, long seed) implements Transform {

  public Split {
    if (!(validation >= 0 && test >= 0 && validation + test > 0 && validation + test < 1)) {
      throw new DataException(
          "`split` takes fractions between 0 and 1 that leave rows for training, not validation = "
              + validation
              + ", test = "
              + test,
          "write split(test = 0.2)");
    }
  }

  @Override
  public DataSet apply(DataSet data) {
    Table all = Shuffle.shuffled(data.split(DataSet.TRAIN), seed);
    int tests = count(data, DataSet.TEST, test, all.rows());
    int validations = count(data, DataSet.VALIDATION, validation, all.rows());
    int used = tests + validations;
    if (used >= all.rows()) {
      throw new DataException(
          "`split` leaves none of the %d rows of `%s` for training"
              .formatted(all.rows(), data.name()),
          "use smaller fractions, or more data");
    }
    DataSet split = data.with(DataSet.TRAIN, range(all, used, all.rows()));
    if (tests > 0) {
      split = split.with(DataSet.TEST, range(all, 0, tests));
    }
    return validations == 0 ? split : split.with(DataSet.VALIDATION, range(all, tests, used));
  }

  private static int count(DataSet data, String split, double fraction, int rows) {
    if (fraction == 0) {
      return 0;
    }
    if (data.has(split)) {
      throw new DataException(
          "`%s` has a %s split already".formatted(data.name(), split),
          "leave `" + split + "` out of `split`");
    }
    int count = (int) Math.round(fraction * rows);
    if (count == 0) {
      throw new DataException(
          "%s of the %d rows of `%s` are no %s row".formatted(fraction, rows, data.name(), split),
          "use a larger fraction, or more data");
    }
    return count;
  }

  private static Table range(Table table, int from, int to) {
    return Tables.select(table, IntStream.range(from, to).toArray());
  }
}
