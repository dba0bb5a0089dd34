package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.netc.runtime.data.Table.RowReader;
import dev.netc.runtime.data.Table.RowSampler;
import dev.netc.runtime.random.CounterRandom;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of rows that vary, filled by several threads. */
@Timeout(60)
class VariedBatchesTest {
  private static final int ROWS = 50;
  private static final int BATCH = 8;

  /** Rows that hold their number and a number drawn for each variant. */
  private static class Variants implements RowReader {
    @Override
    public void read(int row, float[] into, int at) {
      into[at] = row;
      into[at + 1] = -1;
    }

    @Override
    public boolean varies() {
      return true;
    }

    @Override
    public RowSampler sampler() {
      return (row, key, into, at) -> {
        into[at] = row;
        into[at + 1] = CounterRandom.uniform(key, 0);
      };
    }
  }

  private static Table table(RowReader reader) {
    return new ColumnTable(ROWS, List.of(Column.real("x", 2)), List.of(reader));
  }

  private static BatchLoader loader(Order order, long seed, int workers) {
    return BatchLoader.varied(table(new Variants()), List.of("x"), BATCH, order, seed, workers);
  }

  private static List<float[]> take(BatchLoader loader, int batches) {
    List<float[]> taken = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      Batch batch = loader.take();
      taken.add(Arrays.copyOf(batch.column("x"), 2 * batch.rows()));
    }
    return taken;
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "batch " + i);
    }
  }

  static List<Order> orders() {
    return List.of(Order.SEQUENTIAL, Order.shuffled(7), Order.withReplacement(7));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void batchesAreTheSameHoweverManyThreadsThereAre(Order order) {
    try (BatchLoader one = loader(order, 5, 1);
        BatchLoader many = loader(order, 5, 7)) {
      List<float[]> expected = take(one, 70);
      assertSame(expected, take(many, 70));
      for (int k : new int[] {40, 3, 69, 3, 0, 12}) {
        many.seek(k / 7, k % 7);
        assertSame(expected.subList(k, Math.min(70, k + 5)), take(many, Math.min(70 - k, 5)));
      }
    }
  }

  @Test
  void everyEpochAndEverySeedHasVariantsOfItsOwn() {
    try (BatchLoader one = loader(Order.SEQUENTIAL, 5, 2);
        BatchLoader other = loader(Order.SEQUENTIAL, 6, 2)) {
      Set<Float> variants = new HashSet<>();
      for (BatchLoader loader : List.of(one, other)) {
        for (float[] batch : take(loader, 3 * 7)) {
          for (int i = 1; i < batch.length; i += 2) {
            variants.add(batch[i]);
          }
        }
      }
      assertEquals(2 * 3 * ROWS, variants.size());
    }
  }

  @Test
  void aRowThatComesTwiceInAnEpochHasTwoVariants() {
    try (BatchLoader loader = loader(Order.withReplacement(1), 5, 2)) {
      Set<Float> variants = new HashSet<>();
      take(loader, 70).forEach(batch -> variants.add(batch[1]));
      assertEquals(70, variants.size());
    }
  }

  @Test
  void whoDoesNotAskForVariantsReadsRowsAsTheyAre() {
    try (BatchLoader loader =
        new BatchLoader(table(new Variants()), List.of("x"), BATCH, Order.SEQUENTIAL)) {
      assertEquals(-1, take(loader, 1).get(0)[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void batchesBeforeAFailureComeFirst(int workers) {
    RowReader torn =
        new Variants() {
          @Override
          public RowSampler sampler() {
            return (row, key, into, at) -> {
              if (row == 27) {
                throw new DataException("row 27 is torn", "");
              }
              into[at] = row;
            };
          }
        };
    try (BatchLoader loader =
        BatchLoader.varied(table(torn), List.of("x"), BATCH, Order.SEQUENTIAL, 1, workers)) {
      for (int round = 0; round < 50; round++) {
        List<float[]> before = take(loader, 3);
        assertEquals(16, before.get(2)[0]);
        Reports.assertReport("row 27 is torn", loader::take);
        Reports.assertReport("row 27 is torn", loader::take);
        loader.seek(0, 4);
        assertEquals(32, take(loader, 1).get(0)[0]);
        loader.seek(0, 0);
      }
    }
  }

  @Test
  void nothingIsGatheredWithoutMeasure() throws InterruptedException {
    AtomicInteger read = new AtomicInteger();
    RowReader counting =
        new Variants() {
          @Override
          public RowSampler sampler() {
            return (row, key, into, at) -> read.incrementAndGet();
          }
        };
    try (BatchLoader loader =
        BatchLoader.varied(table(counting), List.of("x"), 10, Order.SEQUENTIAL, 1, 4)) {
      loader.take();
      for (int last = -1; last != read.get(); Thread.sleep(30)) {
        last = read.get();
      }
      assertTrue(read.get() <= 90, "2 · 4 + 1 batches, but " + read + " rows");
    }
  }

  @Test
  void seekingWhileRowsAreReadMixesNothing() {
    try (BatchLoader straight = loader(Order.shuffled(2), 5, 1);
        BatchLoader jumping = loader(Order.shuffled(2), 5, 4)) {
      List<float[]> expected = take(straight, 70);
      for (int i = 0; i < 2000; i++) {
        int k = CounterRandom.below(70, 1, 2, 3, i);
        jumping.seek(k / 7, k % 7);
        assertArrayEquals(expected.get(k), take(jumping, 1).get(0));
      }
    }
  }

  @Test
  void takingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (BatchLoader loader = loader(Order.shuffled(1), 5, 4)) {
      for (int i = 0; i < 2000; i++) {
        loader.take();
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 2000; i++) {
        loader.take();
      }
      assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
    }
  }

  @Test
  void closingEndsAllThreads() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    BatchLoader loader = loader(Order.shuffled(1), 5, 4);
    loader.take();
    List<Thread> own = new ArrayList<>(Thread.getAllStackTraces().keySet());
    own.removeAll(before);
    assertFalse(own.isEmpty());
    loader.close();
    for (Thread thread : own) {
      thread.join();
    }
  }
}
