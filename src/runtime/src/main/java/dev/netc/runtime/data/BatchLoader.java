package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers batch after batch, epoch after epoch without end, gathered ahead by a thread of its own
 * while the caller computes. What batch {@code k} of epoch {@code e} holds depends on the order,
 * {@code e} and {@code k} alone, so a training can be taken up again anywhere.
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

  private static final int MOST_FLOATS = Integer.MAX_VALUE - 8;

  private final int batchesPerEpoch;
  private final Order.Chooser chooser;
  private final Slot[] slots;
  private final int[] chosen;

  private final Object lock = new Object();
  // All below is guarded by the lock. Batches [taken, gathered) are ready; batch n lies in
  // slots[n % slots.length].
  private long taken;
  private long gathered;
  private boolean holding;
  private long nextEpoch;
  private int nextIndex;
  private long seeks;
  private boolean closed;
  private Throwable failure; // a RuntimeException or an Error

  /**
   * Starts gathering at the first batch of epoch 0.
   *
   * @param columns the names of those to deliver
   * @param batch rows of a batch, at least 1; the last batch of an epoch has what is left
   * @throws DataException if the table has no rows, or a batch of a column is larger than an array
   * @throws IllegalArgumentException if a column does not exist
   */
  public BatchLoader(Table table, List<String> columns, int batch, Order order) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch of " + batch + " rows");
    }
    if (table.rows() == 0) {
      throw new DataException("the data has no rows", "");
    }
    slots = new Slot[slots(table, columns, batch)];
    batchesPerEpoch = (int) ((table.rows() + (long) batch - 1) / batch);
    chooser = order.chooser(table.rows(), batch);
    chosen = new int[batch];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(table, columns, batch);
    }
    Thread thread = new Thread(this::gather, "netc-batches");
    thread.setDaemon(true);
    thread.start();
  }

  private static int slots(Table table, List<String> columns, int batch) {
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
    return (int) Math.max(LEAST_SLOTS, Math.min(MOST_SLOTS, FLOATS / floats));
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
    boolean interrupted = false;
    try {
      synchronized (lock) {
        release();
        while (taken == gathered && failure == null && !closed) {
          try {
            lock.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (closed) {
          throw new IllegalStateException("the loader is closed");
        }
        if (taken == gathered) {
          rethrow(failure);
        }
        holding = true;
        return slots[(int) (taken % slots.length)].ready;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
    synchronized (lock) {
      release();
      taken = gathered;
      nextEpoch = epoch;
      nextIndex = index;
      seeks++;
      failure = null;
      lock.notifyAll();
    }
  }

  /** Ends the gathering; no batch can be taken afterwards. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  /** Gives the slot of the batch that the caller had back to the gathering thread. */
  private void release() {
    if (holding) {
      holding = false;
      taken++;
      // Waking a thread costs more than gathering a small batch, so it is woken for several at
      // once.
      if (gathered - taken <= slots.length / 2) {
        lock.notifyAll();
      }
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** The gathering thread's work. */
  private void gather() {
    for (Place place = next(); place != null; place = next()) {
      Throwable wrong = null;
      try {
        place.slot.fill(chosen, chooser.choose(place.epoch, place.index, chosen));
      } catch (RuntimeException | Error e) { // The caller throws it; it must not wait for ever.
        wrong = e;
      }
      deliver(place, wrong);
    }
  }

  /** What to gather next, once there is room for it; null when the loader is closed. */
  private Place next() {
    synchronized (lock) {
      while (!closed && (gathered - taken == slots.length || failure != null)) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          return null; // Nobody interrupts this thread but a virtual machine that ends.
        }
      }
      return closed
          ? null
          : new Place(nextEpoch, nextIndex, seeks, slots[(int) (gathered % slots.length)]);
    }
  }

  private void deliver(Place place, Throwable wrong) {
    synchronized (lock) {
      if (place.seek != seeks) {
        return; // The caller went elsewhere meanwhile.
      }
      failure = wrong;
      if (wrong == null) {
        gathered++;
        nextIndex = place.index + 1 == batchesPerEpoch ? 0 : place.index + 1;
        nextEpoch = nextIndex == 0 ? place.epoch + 1 : place.epoch;
      }
      lock.notifyAll();
    }
  }

  /**
   * A batch to gather, how often the caller had jumped when that was decided, and where the batch
   * goes.
   */
  private record Place(long epoch, int index, long seek, Slot slot) {}

  /** Room for one batch. */
  private static final class Slot {
    /** Rows that are touched before they are read: so many fit the second-level cache. */
    private static final int TOUCHED = 128;

    private final RowReader[] readers;
    private final float[][] arrays;
    private final int[] sizes;
    private final Batch full;
    private Batch ready;
    private int touched; // kept, so that it counts as used

    Slot(Table table, List<String> names, int batch) {
      readers = new RowReader[names.size()];
      arrays = new float[names.size()][];
      sizes = new int[names.size()];
      Map<String, float[]> columns = new LinkedHashMap<>();
      for (int c = 0; c < sizes.length; c++) {
        sizes[c] = table.column(names.get(c)).size();
        readers[c] = table.reader(names.get(c));
        arrays[c] = new float[sizes[c] * batch];
        columns.put(names.get(c), arrays[c]);
      }
      full = new Batch(batch, columns);
      ready = full;
    }

    void fill(int[] rows, int count) {
      for (int c = 0; c < sizes.length; c++) {
        for (int from = 0; from < count; from += TOUCHED) {
          fill(c, rows, from, Math.min(count, from + TOUCHED));
        }
      }
      // The gathering thread may allocate; this happens once per epoch at most.
      ready = count == full.rows() ? full : new Batch(count, full.columns());
    }

    private void fill(int c, int[] rows, int from, int to) {
      for (int i = from; i < to; i++) {
        touched += readers[c].touch(rows[i]);
      }
      for (int i = from; i < to; i++) {
        readers[c].read(rows[i], arrays[c], i * sizes[c]);
      }
    }
  }
}
