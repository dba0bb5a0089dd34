package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/**
 * The memory that the kernels of a set take beside their operands.
 *
 * @param scratch what they need only while they run
 * @param weightsChange whether weights change between any two runs, so that no form of them is kept
 */
record Workspace(Scratch scratch, boolean weightsChange) {
  /** For kernels of which nobody knows when they run. */
  static Workspace apart() {
    return new Workspace(Scratch.apart(), false);
  }

  /** For kernels that run one after the other. */
  static Workspace shared() {
    return new Workspace(Scratch.shared(), false);
  }

  /** The same memory for weights that change between any two runs. */
  Workspace forChangingWeights() {
    return new Workspace(scratch, true);
  }

  /** Memory for weights in another form. */
  View form(long floats) {
    return weightsChange ? scratch.take(floats) : scratch.keep(floats);
  }

  /**
   * A kernel that reads weights in another form.
   *
   * @param form brings the weights into the form
   */
  Kernel prepared(View weights, Kernel form, Kernel work) {
    return weightsChange ? new InOrder(form, work) : new PreparedKernel(weights, form, work);
  }
}
