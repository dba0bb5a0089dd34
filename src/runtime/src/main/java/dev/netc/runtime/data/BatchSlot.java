package dev.netc.runtime.data;

import dev.netc.runtime.data.Table.RowReader;
import dev.netc.runtime.data.Table.RowSampler;
import dev.netc.runtime.random.CounterRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Room for one batch, and what fills it. Filled by one thread at a time. */
final class BatchSlot {
  /** Rows that are touched before they are read: so many fit the second-level cache. */
  private static final int TOUCHED = 128;

  /** Sets the draws of variants apart from those of orders, whose streams are the epochs. */
  private static final long STREAM = -0x4155_474d_454e_54L; // "AUGMENT"

  /** What a slot is used for at the moment. */
  enum Use {
    FREE,
    FILLING,
    READY,
    HELD
  }

  // Guarded by the queue's lock.
  Use use = Use.FREE;
  long number;
  long seek;
  Throwable failure; // a RuntimeException or an Error

  // Of the thread that fills it; the queue's lock hands it on.
  long epoch;
  int index;
  final int[] rows;
  Batch ready;

  private final OptionalLong seed;
  private final boolean byPlace;
  private final RowReader[] readers;
  private final RowSampler[] samplers;
  private final float[][] arrays;
  private final int[] sizes;
  private final Batch full;
  private int touched; // kept, so that it counts as used

  /**
   * @param seed of variants; empty to read rows as they are
   */
  BatchSlot(Table table, List<String> names, int batch, Order order, OptionalLong seed) {
    this.seed = seed;
    byPlace = order.repeatsRows();
    rows = new int[batch];
    readers = new RowReader[names.size()];
    samplers = new RowSampler[names.size()];
    arrays = new float[names.size()][];
    sizes = new int[names.size()];
    Map<String, float[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < sizes.length; c++) {
      sizes[c] = table.column(names.get(c)).size();
      readers[c] = table.reader(names.get(c));
      samplers[c] = readers[c].sampler();
      arrays[c] = new float[sizes[c] * batch];
      columns.put(names.get(c), arrays[c]);
    }
    full = new Batch(batch, columns);
    ready = full;
  }

  /**
   * Copies the first {@code count} of {@code rows}. A variant depends on the epoch and the row
   * alone; where a row may come twice in an epoch, on its place.
   */
  void fill(int count) {
    for (int c = 0; c < sizes.length; c++) {
      if (seed.isPresent() && readers[c].varies()) {
        sample(c, count);
      } else {
        read(c, count);
      }
    }
    // A thread that fills may allocate; this happens once per epoch at most.
    ready = count == full.rows() ? full : new Batch(count, full.columns());
  }

  private void read(int c, int count) {
    for (int from = 0; from < count; from += TOUCHED) {
      int to = Math.min(count, from + TOUCHED);
      for (int i = from; i < to; i++) {
        touched += readers[c].touch(rows[i]);
      }
      for (int i = from; i < to; i++) {
        readers[c].read(rows[i], arrays[c], i * sizes[c]);
      }
    }
  }

  private void sample(int c, int count) {
    long key = CounterRandom.key(seed.getAsLong(), STREAM, epoch);
    for (int i = 0; i < count; i++) {
      long draw = byPlace ? (long) index * rows.length + i : rows[i];
      samplers[c].sample(rows[i], CounterRandom.bits(key, draw), arrays[c], i * sizes[c]);
    }
  }
}
