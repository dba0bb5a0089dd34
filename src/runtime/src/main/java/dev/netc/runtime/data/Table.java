package dev.netc.runtime.data;

import java.util.List;
import java.util.Optional;

/** Rows of named columns. Immutable; every method may be called by several threads at once. */
public interface Table {

  /** Number of rows, at least 0. */
  int rows();

  /** The columns, in the order of their declaration; the names are unique. */
  List<Column> columns();

  /**
   * How to read one column; get it once and use it for many rows.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  RowReader reader(String column);

  /**
   * Copies one row of a column to {@code into[at]} and the following places.
   *
   * @param row 0 to rows() - 1
   * @throws IllegalArgumentException if there is no such column
   * @throws IndexOutOfBoundsException if there is no such row, or the array is too short
   */
  default void read(String column, int row, float[] into, int at) {
    reader(column).read(row, into, at);
  }

  /** The column of this name, if there is one. */
  default Optional<Column> find(String name) {
    return columns().stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /**
   * The column of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  default Column column(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no column "
                        + name
                        + " among "
                        + columns().stream().map(Column::name).toList()));
  }

  /** Copies rows of one column. Thread-safe, and allocates nothing once the data is in memory. */
  @FunctionalInterface
  interface RowReader {
    /** Copies row {@code row} to {@code into[at]} and the following places. */
    void read(int row, float[] into, int at);

    /**
     * Looks at each cache line of a row that will be read soon. Rows drawn at random are not in the
     * cache; to look at many of them at once lets the processor fetch them side by side, where
     * reading them one after the other waits for each.
     *
     * @return a number without meaning, for the caller to keep, so that no compiler leaves out the
     *     looks
     */
    default int touch(int row) {
      return 0;
    }

    /**
     * Whether a training is shown a new variant of a row each time, as {@code augment} makes it.
     */
    default boolean varies() {
      return false;
    }

    /** How a training reads these rows; get one for each thread. */
    default RowSampler sampler() {
      return (row, key, into, at) -> read(row, into, at);
    }
  }

  /**
   * Copies rows as a training is shown them: where they vary, a variant. For one thread; allocates
   * no more than the choice of a variant needs.
   */
  @FunctionalInterface
  interface RowSampler {
    /**
     * Copies a variant of row {@code row} to {@code into[at]} and the following places.
     *
     * @param key of the random numbers that choose the variant: the same key, the same bits
     */
    void sample(int row, long key, float[] into, int at);
  }
}
