package dev.netc.runtime.kernel;

import java.util.Arrays;
import java.util.List;

/** Some kernels, one after the other, as one. */
final class InOrder implements Kernel, Staged {
  private final Kernel[] kernels;

  InOrder(Kernel... kernels) {
    this.kernels = kernels.clone();
  }

  @Override
  public List<List<Kernel>> stages() {
    return Arrays.stream(kernels).flatMap(kernel -> Staged.of(kernel).stream()).toList();
  }

  @Override
  public void prepare() {
    for (Kernel kernel : kernels) {
      kernel.prepare();
    }
  }

  @Override
  public void run() {
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }
}
