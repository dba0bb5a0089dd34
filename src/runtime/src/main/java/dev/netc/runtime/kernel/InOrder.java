package dev.netc.runtime.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Some kernels, one after the other, as one. */
final class InOrder implements Kernel, Staged, Footprint.Known {
  private final Kernel[] kernels;

  InOrder(Kernel... kernels) {
    this.kernels = kernels.clone();
  }

  @Override
  public List<List<Kernel>> stages() {
    return Arrays.stream(kernels).flatMap(kernel -> Staged.of(kernel).stream()).toList();
  }

  @Override
  public Optional<Footprint> footprint() {
    Optional<Footprint> all = Optional.of(Footprint.NONE);
    for (Kernel kernel : kernels) {
      all = all.flatMap(some -> Footprint.of(kernel).map(some::and));
    }
    return all;
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
