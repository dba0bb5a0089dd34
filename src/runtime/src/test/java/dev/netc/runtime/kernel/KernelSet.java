package dev.netc.runtime.kernel;

import org.junit.jupiter.api.Assumptions;

/** The kernel sets that every kernel test runs on. */
enum KernelSet {
  PORTABLE {
    @Override
    Kernels kernels() {
      return Kernels.portable();
    }
  },
  ONEDNN {
    @Override
    Kernels kernels() {
      Assumptions.assumeTrue(
          KernelSets.oneDnn().isPresent(), "oneDNN's native library does not load here");
      return KernelSets.oneDnn().orElseThrow();
    }
  };

  /** The set; aborts the test visibly where it cannot run. */
  abstract Kernels kernels();
}
