package dev.netc.cli.bench;

import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.MatMulSpec;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;

/** What the machine reaches at best: the speed of a product of large float32 matrices. */
public final class ProductPeak implements AutoCloseable {
  /** Rows and columns of a matrix. */
  static final int SIZE = 1024;

  private static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;
  private static final int RUNS = 12;

  private final Arena memory = Arena.allocate(3L * SIZE * SIZE);
  private final Kernel product;
  private double best;

  /** Takes memory for three matrices. */
  public ProductPeak(Kernels kernels) {
    long size = (long) SIZE * SIZE;
    View a = memory.view(0, size);
    View b = memory.view(size, size);
    for (int i = 0; i < size; i++) {
      a.set(i, 1f / (1 + i % SIZE));
      b.set(i, 1f / (1 + i / SIZE));
    }
    product =
        kernels.matmul(MatMulSpec.plain(SIZE, SIZE, SIZE), a, b, null, memory.view(2 * size, size));
  }

  /** Runs the product some times more. */
  void measure() {
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      product.run();
      best = Math.max(best, FLOPS / (System.nanoTime() - start) * 1e9);
    }
  }

  /** Flops per second of the quickest run so far. */
  double flopsPerSecond() {
    return best;
  }

  @Override
  public void close() {
    memory.close();
  }
}
