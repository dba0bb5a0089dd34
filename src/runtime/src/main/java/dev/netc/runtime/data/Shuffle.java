package dev.netc.runtime.data;

import dev.netc.runtime.random.CounterRandom;

/** Puts the rows of the training split in a random order, the same for the same seed. */
public record Shuffle(long seed) implements Transform {
  /** Sets these draws apart from those of a training, whose streams are its epochs. */
  private static final long STREAM = -0x5348_5546_464C_45L; // "SHUFFLE"

  @Override
  public DataSet apply(DataSet data) {
    return data.with(DataSet.TRAIN, shuffled(data.split(DataSet.TRAIN), seed));
  }

  static Table shuffled(Table table, long seed) {
    return Tables.select(table, CounterRandom.permutation(seed, STREAM, table.rows()));
  }
}
