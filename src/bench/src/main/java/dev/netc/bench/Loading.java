package dev.netc.bench;

import dev.netc.runtime.data.Augment;
import dev.netc.runtime.data.BatchLoader;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Order;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Table.RowSampler;
import dev.netc.runtime.data.Tables;
import dev.netc.runtime.data.image.Variation;
import dev.netc.runtime.random.CounterRandom;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints how fast images are loaded, as they are and varied: what one thread needs for an image in
 * processor time, which other processes change little, and what a loader delivers in batches of
 * 100.
 */
public final class Loading {
  private static final int ROWS = 20_000;
  private static final int BATCH = 100;
  private static final int BATCHES = 500;

  private Loading() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    for (int[] shape : new int[][] {{1, 28, 28}, {3, 32, 32}}) {
      DataSet images = images(shape);
      for (Map.Entry<String, List<Variation>> way : ways(shape).entrySet()) {
        DataSet data =
            way.getValue().isEmpty() ? images : new Augment(way.getValue()).apply(images);
        Table table = data.split(DataSet.TRAIN);
        double cost = 0;
        double rate = 0;
        for (int round = 0; round < 4; round++) { // the last counts
          cost = microseconds(table);
          rate = perSecond(table);
        }
        System.out.printf(
            "%d×%d×%d %-28s %6.2f µs of one core for an image; loaded %,8.0f images/s%n",
            shape[0], shape[1], shape[2], way.getKey(), cost, rate);
      }
    }
  }

  private static Map<String, List<Variation>> ways(int[] shape) {
    Variation flip = new Variation.Flip(true, false);
    Map<String, List<Variation>> ways = new LinkedHashMap<>();
    ways.put("as they are", List.of());
    ways.put("flip, crop", List.of(flip, new Variation.Crop(shape[1], shape[2], 4)));
    ways.put(
        "shift, rotate, scale",
        List.of(
            new Variation.Shift(2, 2, false),
            new Variation.Rotate(10),
            new Variation.Zoom(0.9, 1.1)));
    return ways;
  }

  private static DataSet images(int[] shape) {
    Column image = Column.real("image", shape);
    float[] pixels = new float[ROWS * image.size()];
    CounterRandom.fillUniform(1, 0, 0, 1, pixels, pixels.length);
    Table table = Tables.of(List.of(image), List.of(pixels));
    return DataSet.of("images", table);
  }

  private static double microseconds(Table table) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    RowSampler sampler = table.reader("image").sampler();
    float[] into = new float[table.column("image").size()];
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < ROWS; i++) {
      sampler.sample(CounterRandom.below(ROWS, 1, 1, 1, i), i, into, 0);
    }
    return (threads.getCurrentThreadCpuTime() - start) / 1e3 / ROWS;
  }

  private static double perSecond(Table table) {
    try (BatchLoader loader =
        BatchLoader.varied(table, List.of("image"), BATCH, Order.shuffled(1), 1)) {
      loader.take();
      long start = System.nanoTime();
      for (int i = 0; i < BATCHES; i++) {
        loader.take();
      }
      return BATCH * BATCHES / ((System.nanoTime() - start) / 1e9);
    }
  }
}
