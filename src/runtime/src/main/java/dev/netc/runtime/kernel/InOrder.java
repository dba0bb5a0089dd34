package dev.netc.runtime.kernel;

/** Some kernels, one after the other, as one. */
final class InOrder implements Kernel {
  private final Kernel[] kernels;

  InOrder(Kernel... kernels) {
    this.kernels = kernels.clone();
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
