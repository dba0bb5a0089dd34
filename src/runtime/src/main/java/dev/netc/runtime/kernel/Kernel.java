package dev.netc.runtime.kernel;

/**
 * A computation bound to its operands: {@link #run} reads the input views and overwrites the output
 * views. It allocates nothing, neither on the Java heap nor natively, and gives the same bits for
 * the same inputs. A kernel has scratch memory, so it runs on one thread at a time; those of a net
 * share theirs ({@link Kernels#ofNet}).
 */
@FunctionalInterface
public interface Kernel {
  /**
   * Brings parameters into the form in which the kernel reads them. Called before {@link #run}
   * whenever an arena that {@link dev.netc.runtime.memory.Arena#announcesChanges announces its
   * changes} has announced one since the last run, and before the first run; operands in other
   * arenas are read when the kernel runs. Allocates nothing.
   */
  default void prepare() {}

  /** Computes the outputs from the inputs as they are now. */
  void run();
}
