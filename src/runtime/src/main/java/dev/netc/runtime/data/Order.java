package dev.netc.runtime.data;

import dev.netc.runtime.random.CounterRandom;
import java.util.Arrays;

/**
 * Which rows make up which batch: a pure function of the order, the epoch and the batch's place in
 * it.
 */
public sealed interface Order {

  /** The rows as they are, every epoch the same. */
  Order SEQUENTIAL = new Sequential();

  /** Every row once per epoch, shuffled anew for each. */
  static Order shuffled(long seed) {
    return new Shuffled(seed);
  }

  /** Every batch drawn from all rows, each row as likely as any other; every batch is full. */
  static Order withReplacement(long seed) {
    return new WithReplacement(seed);
  }

  /** Whether a row may come several times in an epoch. */
  default boolean repeatsRows() {
    return false;
  }

  /** Starts choosing among {@code rows} rows, {@code batch} at a time. */
  Chooser chooser(int rows, int batch);

  /** Chooses batch after batch; keeps what an epoch's batches share. For one thread. */
  interface Chooser {
    /**
     * Writes the rows of a batch.
     *
     * @param epoch 0 for the first
     * @param index 0 for the epoch's first batch
     * @param into room for a whole batch
     * @return how many rows there are: fewer than a whole batch only at an epoch's end
     */
    int choose(long epoch, int index, int[] into);
  }

  /** See {@link Order#SEQUENTIAL}. */
  record Sequential() implements Order {
    @Override
    public Chooser chooser(int rows, int batch) {
      return (epoch, index, into) -> {
        int from = index * batch;
        int count = Math.min(batch, rows - from);
        Arrays.setAll(into, i -> from + i);
        return count;
      };
    }
  }

  /** See {@link Order#shuffled}. */
  record Shuffled(long seed) implements Order {
    @Override
    public Chooser chooser(int rows, int batch) {
      return new Chooser() {
        private long shuffledEpoch = -1;
        private int[] permutation;

        @Override
        public int choose(long epoch, int index, int[] into) {
          if (epoch != shuffledEpoch) {
            permutation = CounterRandom.permutation(seed, epoch, rows);
            shuffledEpoch = epoch;
          }
          int count = Math.min(batch, rows - index * batch);
          System.arraycopy(permutation, index * batch, into, 0, count);
          return count;
        }
      };
    }
  }

  /** See {@link Order#withReplacement}. */
  record WithReplacement(long seed) implements Order {
    @Override
    public boolean repeatsRows() {
      return true;
    }

    @Override
    public Chooser chooser(int rows, int batch) {
      return (epoch, index, into) -> {
        for (int i = 0; i < batch; i++) {
          into[i] = CounterRandom.below(rows, seed, epoch, index, i);
        }
        return batch;
      };
    }
  }
}
