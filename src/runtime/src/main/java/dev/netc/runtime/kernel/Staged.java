package dev.netc.runtime.kernel;

import java.util.List;

/** A kernel that is made of others. */
interface Staged {
  /**
   * Kernels that do as this one does: those of a stage in any order or at the same time, the stages
   * one after the other.
   */
  List<List<Kernel>> stages();

  /** The stages of any kernel; one that is not made of others is its own only stage. */
  static List<List<Kernel>> of(Kernel kernel) {
    return kernel instanceof Staged staged ? staged.stages() : List.of(List.of(kernel));
  }
}
