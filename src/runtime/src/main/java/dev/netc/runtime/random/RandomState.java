package dev.netc.runtime.random;

/**
 * Where a training is in its random numbers. Kernels that draw numbers read it each time they run,
 * so the trainer sets the step before each training step; a resumed training sets it to where it
 * left off and draws the same numbers.
 */
public final class RandomState {
  private final long seed;
  private long step;

  /** Starts at step 0. */
  public RandomState(long seed) {
    this.seed = seed;
  }

  /** The seed of the whole training. */
  public long seed() {
    return seed;
  }

  /** The current training step. */
  public long step() {
    return step;
  }

  /** Moves to a training step. */
  public void step(long step) {
    this.step = step;
  }
}
