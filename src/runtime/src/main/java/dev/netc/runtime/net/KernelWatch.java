package dev.netc.runtime.net;

import dev.netc.runtime.kernel.Kernel;

/**
 * Sees the kernels of a net as they are made, and may put others in their places, such as ones with
 * a clock. A net that is not watched runs its kernels as they are.
 */
@FunctionalInterface
public interface KernelWatch {
  /** Leaves every kernel as it is. */
  KernelWatch NONE =
      new KernelWatch() {
        @Override
        public Kernel watched(Work work, Kernel kernel) {
          return kernel;
        }

        @Override
        public boolean isWatching() {
          return false;
        }
      };

  /** What a kernel belongs to. */
  enum Work {
    INFERENCE,
    EVALUATION,
    TRAINING,
    /** The optimiser's update of the parameters. */
    UPDATE
  }

  /**
   * Whether it looks at the next run. Where it does not, a net runs its own kernels, not those that
   * have been put in their places.
   */
  default boolean isWatching() {
    return true;
  }

  /**
   * The kernel that is to run in the place of another. Each instance of a net, for another number
   * of samples or for another thread, has kernels of its own.
   *
   * @param kernel the next one of this work: in the order in which they run
   */
  Kernel watched(Work work, Kernel kernel);
}
