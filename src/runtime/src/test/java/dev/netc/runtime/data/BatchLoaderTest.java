package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class BatchLoaderTest {
  private static final int ROWS = 10;
  private static final int BATCH = 4;

  /** Rows that hold their own number, and its square. */
  private static Table numbers(int rows) {
    float[] n = new float[rows];
    float[] square = new float[2 * rows];
    for (int i = 0; i < rows; i++) {
      n[i] = i;
      square[2 * i + 1] = i * i;
    }
    return Tables.of(List.of(Column.real("n"), Column.real("square", 2)), List.of(n, square));
  }

  private static BatchLoader loader(Order order) {
    return new BatchLoader(numbers(ROWS), List.of("n", "square"), BATCH, order);
  }

  /** The rows of the next batches. */
  private static List<List<Float>> take(BatchLoader loader, int batches) {
    List<List<Float>> taken = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      Batch batch = loader.take();
      List<Float> rows = new ArrayList<>();
      for (int i = 0; i < batch.rows(); i++) {
        rows.add(batch.column("n")[i]);
      }
      taken.add(rows);
    }
    return taken;
  }

  static List<Order> orders() {
    return List.of(Order.SEQUENTIAL, Order.shuffled(7), Order.withReplacement(7));
  }

  @Test
  void rowsComeInOrderAndTheLastBatchIsExact() {
    try (BatchLoader loader = loader(Order.SEQUENTIAL)) {
      assertEquals(3, loader.batchesPerEpoch());
      List<List<Float>> epoch =
          List.of(List.of(0f, 1f, 2f, 3f), List.of(4f, 5f, 6f, 7f), List.of(8f, 9f));
      assertEquals(epoch, take(loader, 3));
      assertEquals(epoch, take(loader, 3), "the second epoch begins by itself");
    }
  }

  @Test
  void columnsOfARowStayTogether() {
    try (BatchLoader loader = loader(Order.shuffled(1))) {
      for (int b = 0; b < 30; b++) {
        Batch batch = loader.take();
        for (int i = 0; i < batch.rows(); i++) {
          float n = batch.column("n")[i];
          assertEquals(0, batch.column("square")[2 * i]);
          assertEquals(n * n, batch.column("square")[2 * i + 1]);
        }
      }
    }
  }

  @Test
  void aShuffledEpochHasEveryRowOnce() {
    try (BatchLoader loader = loader(Order.shuffled(3))) {
      List<Float> first = take(loader, 3).stream().flatMap(List::stream).toList();
      List<Float> second = take(loader, 3).stream().flatMap(List::stream).toList();
      List<Float> all = IntStream.range(0, ROWS).mapToObj(i -> (float) i).toList();
      assertEquals(all, first.stream().sorted().toList());
      assertEquals(all, second.stream().sorted().toList());
      assertFalse(first.equals(second), "each epoch has an order of its own");
      assertFalse(first.equals(all));
    }
  }

  @Test
  void drawingWithReplacementFillsEveryBatchAndReachesEveryRow() {
    try (BatchLoader loader = loader(Order.withReplacement(3))) {
      int[] count = new int[ROWS];
      for (int b = 0; b < 600; b++) {
        Batch batch = loader.take();
        assertEquals(BATCH, batch.rows());
        for (float n : batch.column("n")) {
          count[(int) n]++;
        }
      }
      // 240 expected each; the standard deviation is about 15.
      assertTrue(Arrays.stream(count).allMatch(c -> c > 160 && c < 320), Arrays.toString(count));
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anyBatchCanBeSoughtAndIsTheSame(Order order) {
    try (BatchLoader straight = loader(order);
        BatchLoader jumping = loader(order)) {
      List<List<Float>> epochs = take(straight, 12);
      for (int k : new int[] {7, 0, 11, 3, 3, 8}) {
        jumping.seek(k / 3, k % 3);
        assertEquals(epochs.get(k), take(jumping, 1).get(0), "batch " + k);
      }
      jumping.seek(1, 1);
      assertEquals(epochs.subList(4, 12), take(jumping, 8));
    }
  }

  @Test
  void seedsGiveOrdersOfTheirOwn() {
    try (BatchLoader one = loader(Order.shuffled(1));
        BatchLoader two = loader(Order.shuffled(2))) {
      assertFalse(take(one, 3).equals(take(two, 3)));
    }
  }

  @Test
  void aBatchMayBeLargerThanTheTable() {
    try (BatchLoader loader = new BatchLoader(numbers(3), List.of("n"), 100, Order.SEQUENTIAL)) {
      assertEquals(1, loader.batchesPerEpoch());
      assertEquals(List.of(List.of(0f, 1f, 2f)), take(loader, 1));
    }
  }

  @Test
  void aBatchStaysAsItIsUntilTheNextIsTaken() throws InterruptedException {
    try (BatchLoader loader = loader(Order.SEQUENTIAL)) {
      Batch batch = loader.take();
      Thread.sleep(50); // The gathering thread has filled every other slot by now.
      assertArrayEquals(new float[] {0, 1, 2, 3}, batch.column("n"));
    }
  }

  @Test
  void takingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (BatchLoader loader =
        new BatchLoader(numbers(1000), List.of("n", "square"), 64, Order.shuffled(1))) {
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
  void whatGoesWrongWhileGatheringReachesTheCaller() {
    Table source = numbers(ROWS);
    Table broken =
        Tables.replace(
            source,
            Column.real("n"),
            (row, into, at) -> {
              if (row == 5) {
                throw new DataException("row 5 is torn", "");
              }
            });
    try (BatchLoader loader = new BatchLoader(broken, List.of("n"), BATCH, Order.SEQUENTIAL)) {
      loader.take();
      Reports.assertReport("row 5 is torn", loader::take);
      Reports.assertReport("row 5 is torn", loader::take);
      loader.seek(0, 2);
      assertEquals(2, loader.take().rows());
    }
  }

  @Test
  void anInterruptedCallerStillGetsItsBatch() {
    try (BatchLoader loader = loader(Order.SEQUENTIAL)) {
      Thread.currentThread().interrupt();
      assertEquals(BATCH, loader.take().rows());
      for (int i = 0; i < 100; i++) {
        loader.take();
      }
      assertTrue(Thread.interrupted(), "the interruption stays pending");
    }
  }

  @Test
  void aBatchThatFitsNoArrayIsExplained() {
    Reports.assertReport(
        """
        a batch of 1500000000 rows of the column `square` has 3000000000 values, more than an array can hold
          = help: use a smaller batch
        """,
        () ->
            new BatchLoader(numbers(3), List.of("square"), 1_500_000_000, Order.SEQUENTIAL)
                .close());
  }

  @Test
  void wrongUsesAreRefused() {
    Table empty = Tables.of(List.of(Column.real("n")), List.of(new float[0]));
    Reports.assertReport(
        "the data has no rows",
        () -> new BatchLoader(empty, List.of("n"), 1, Order.SEQUENTIAL).close());
    assertThrows(
        IllegalArgumentException.class,
        () -> new BatchLoader(numbers(3), List.of("m"), 1, Order.SEQUENTIAL).close());
    BatchLoader loader = loader(Order.SEQUENTIAL);
    assertThrows(IllegalArgumentException.class, () -> loader.seek(0, 3));
    loader.close();
    assertThrows(IllegalStateException.class, loader::take);
  }
}
