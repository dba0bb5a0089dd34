package dev.netc.runtime.train;

import dev.netc.runtime.data.Order;

/** How the rows of the training split are put into batches. */
public enum Sampling {
  /** Each row once per epoch, in a new order every time. */
  SHUFFLED,
  /** Each row of each batch drawn from all rows; an epoch is as many batches as cover the split. */
  WITH_REPLACEMENT,
  /** In the order of the data, every epoch the same. */
  SEQUENTIAL;

  /** The order of the rows, all random numbers from a seed. */
  public Order order(long seed) {
    return switch (this) {
      case SHUFFLED -> Order.shuffled(seed);
      case WITH_REPLACEMENT -> Order.withReplacement(seed);
      case SEQUENTIAL -> Order.SEQUENTIAL;
    };
  }
}
