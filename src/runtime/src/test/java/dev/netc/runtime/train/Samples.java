package dev.netc.runtime.train;

import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Tables;
import dev.netc.runtime.random.CounterRandom;
import java.util.List;
import java.util.Map;

/** Small data for the trainer's tests: {@code d = 3·x0 + 2·x1 - 1}. */
final class Samples {
  private Samples() {}

  static Table plane(int rows, long seed) {
    float[] x = new float[2 * rows];
    float[] d = new float[rows];
    for (int i = 0; i < x.length; i++) x[i] = 2 * CounterRandom.uniform(seed, 0, 0, i) - 1;
    for (int i = 0; i < rows; i++) d[i] = 3 * x[2 * i] + 2 * x[2 * i + 1] - 1;
    return Tables.of(List.of(Column.real("x", 2), Column.real("d")), List.of(x, d));
  }

  /** 7 training rows, 5 for validation, 4 for test. */
  static DataSet small() {
    return new DataSet(
        "plane", Map.of("train", plane(7, 1), "validation", plane(5, 2), "test", plane(4, 3)));
  }
}
