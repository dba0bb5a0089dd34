package dev.netc.runtime.data;

import java.util.List;
import java.util.OptionalLong;

/**
 * Delivers batch after batch, epoch after epoch without end, gathered ahead by threads of its own
 * while the caller computes. What batch {@code k} of epoch {@code e} holds depends on the order,
 * the seed, {@code e} and {@code k} alone, however many threads there are; so a training can be
 * taken up again anywhere.
 *
 * <p>For one caller at a time. Taking a batch allocates nothing.
 */
public final class BatchLoader implements AutoCloseable {
  /** Enough that a slow row or a burst of other work on the machine does not reach the caller. */
  private static final int MOST_SLOTS = 6;

  /** One for the caller and one to fill: so many even where a batch is large. */
  private static final int LEAST_SLOTS = 2;

  /** Floats that all slots together may take, as long as there are enough of them: 64 MiB. */
  private static final long FLOATS = 1 << 24;

  /** Where rows vary: 256 MiB, so that several threads have something to fill. */
  private static final long VARIED_FLOATS = 1 << 26;

  private static final int MOST_WORKERS = 8;
  private static final int MOST_FLOATS = Integer.MAX_VALUE - 8;

  private final int batchesPerEpoch;
  private final BatchQueue queue;
  private final Order.Chooser chooser; // guarded by itself

  /**
   * Starts gathering rows as they are at the first batch of epoch 0.
   *
   * @param columns the names of those to deliver
   * @param batch rows of a batch, at least 1; the last batch of an epoch has what is left
   * @throws DataException if the table has no rows, or a batch of a column is larger than an array
   * @throws IllegalArgumentException if a column does not exist
   */
  public BatchLoader(Table table, List<String> columns, int batch, Order order) {
    this(table, columns, batch, order, OptionalLong.empty(), 1);
  }

  /**
   * As the other one, but rows that vary come in a new variant each time, as a training is shown
   * them.
   *
   * @param seed of the variants
   */
  public static BatchLoader varied(
      Table table, List<String> columns, int batch, Order order, long seed) {
    boolean varies = columns.stream().anyMatch(name -> table.reader(name).varies());
    int processors = Runtime.getRuntime().availableProcessors();
    return varied(
        table, columns, batch, order, seed, varies ? Math.min(processors, MOST_WORKERS) : 1);
  }

  /** With a number of threads; there are fewer where batches are so large that few fit. */
  static BatchLoader varied(
      Table table, List<String> columns, int batch, Order order, long seed, int workers) {
    return new BatchLoader(table, columns, batch, order, OptionalLong.of(seed), workers);
  }

  private BatchLoader(
      Table table, List<String> columns, int batch, Order order, OptionalLong seed, int workers) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch of " + batch + " rows");
    }
    if (table.rows() == 0) {
      throw new DataException("the data has no rows", "");
    }
    BatchSlot[] slots = new BatchSlot[slots(floats(table, columns, batch), workers)];
    batchesPerEpoch = (int) ((table.rows() + (long) batch - 1) / batch);
    chooser = order.chooser(table.rows(), batch);
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new BatchSlot(table, columns, batch, order, seed);
    }
    queue = new BatchQueue(batchesPerEpoch, slots);
    for (int i = 0; i < Math.min(workers, slots.length - 1); i++) {
      Thread thread = new Thread(this::gather, "netc-batches-" + (i + 1));
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Floats of a batch. */
  private static long floats(Table table, List<String> columns, int batch) {
    long floats = 1;
    for (String name : columns) {
      long size = (long) table.column(name).size() * batch;
      if (size > MOST_FLOATS) {
        throw new DataException(
            "a batch of %d rows of the column `%s` has %d values, more than an array can hold"
                .formatted(batch, name, size),
            "use a smaller batch");
      }
      floats += size;
    }
    return floats;
  }

  /** Room for the caller's batch, one that each thread fills, and as many that wait. */
  private static int slots(long floats, int workers) {
    int most = Math.max(MOST_SLOTS, 2 * workers + 1);
    long room = workers == 1 ? FLOATS : VARIED_FLOATS;
    return (int) Math.max(LEAST_SLOTS, Math.min(most, room / floats));
  }

  /** Batches in an epoch: the rows divided by the batch, rounded up. */
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }

  /**
   * The next batch, valid until the next call of {@code take}, {@code seek} or {@code close}. Waits
   * until it is gathered, even if the thread is interrupted meanwhile; the interruption stays
   * pending.
   *
   * @throws DataException if the rows cannot be read
   */
  public Batch take() {
    return queue.take();
  }

  /**
   * Goes to batch {@code index} of epoch {@code epoch}: the next {@code take} delivers it.
   *
   * @param epoch at least 0
   * @param index 0 to batchesPerEpoch() - 1
   */
  public void seek(long epoch, int index) {
    if (epoch < 0 || index < 0 || index >= batchesPerEpoch) {
      throw new IllegalArgumentException(
          "batch " + index + " of epoch " + epoch + ", where an epoch has " + batchesPerEpoch);
    }
    queue.seek(epoch, index);
  }

  /** Ends the gathering; no batch can be taken afterwards. */
  @Override
  public void close() {
    queue.close();
  }

  /** The work of a gathering thread. */
  private void gather() {
    for (BatchSlot slot = queue.begin(); slot != null; slot = queue.begin()) {
      Throwable wrong = null;
      try {
        slot.fill(choose(slot));
      } catch (RuntimeException | Error e) { // The caller throws it; it must not wait for ever.
        wrong = e;
      }
      queue.deliver(slot, wrong);
    }
  }

  /** Chooses the rows of a slot; how many they are. */
  private int choose(BatchSlot slot) {
    synchronized (chooser) {
      return chooser.choose(slot.epoch, slot.index, slot.rows);
    }
  }
}
