package dev.netc.runtime.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A batch of matrix products on OpenBLAS; bias and activation are a second pass over the result.
 */
final class GemmKernel implements Kernel {
  private final MatMulSpec spec;
  private final Operand a;
  private final Operand b;
  private final Operand y;

  private GemmKernel(MatMulSpec spec, View a, View b, View y) {
    this.spec = spec;
    this.a = new Operand(a, spec.sharedA() ? 0 : (long) spec.m() * spec.k());
    this.b = new Operand(b, spec.sharedB() ? 0 : (long) spec.k() * spec.n());
    this.y = new Operand(y, (long) spec.m() * spec.n());
  }

  static Kernel of(MatMulSpec given, View a, View b, View bias, View y) {
    MatMulSpec spec = given.simplified();
    boolean fused = bias != null || spec.activation() != Activation.IDENTITY;
    if (!fused) {
      return new GemmKernel(spec, a, b, y);
    }
    if (spec.accumulate()) {
      // The product must have its activation before the old y is added: it needs a place of its
      // own.
      View product = Arena.allocate(y.size()).view();
      Kernel gemm = new GemmKernel(spec.overwriting(), a, b, product);
      return new InOrder(gemm, BiasActivation.kernel(spec.activation(), product, bias, y, true));
    }
    Kernel gemm = new GemmKernel(spec, a, b, y);
    return new InOrder(gemm, BiasActivation.kernel(spec.activation(), y, bias, y, false));
  }

  @Override
  public void run() {
    int transA = spec.transposeA() ? CblasTrans : CblasNoTrans;
    int transB = spec.transposeB() ? CblasTrans : CblasNoTrans;
    int lda = spec.transposeA() ? spec.m() : spec.k();
    int ldb = spec.transposeB() ? spec.k() : spec.n();
    float beta = spec.accumulate() ? 1 : 0;
    for (int i = 0; i < spec.batch(); i++) {
      cblas_sgemm(
          CblasRowMajor,
          transA,
          transB,
          spec.m(),
          spec.n(),
          spec.k(),
          1f,
          a.matrix(i),
          lda,
          b.matrix(i),
          ldb,
          beta,
          y.matrix(i),
          spec.n());
    }
  }

  /** A pointer of the kernel's own, so that it can be moved from matrix to matrix. */
  private static final class Operand {
    // Keeps the memory from the garbage collector.
    private final View view;
    private final FloatPointer pointer;
    private final long stride;

    Operand(View view, long stride) {
      this.view = view;
      this.pointer = new FloatPointer(view.pointer());
      this.stride = stride;
    }

    FloatPointer matrix(int i) {
      return pointer.position(view.pointer().position() + i * stride);
    }
  }

  /** Two kernels as one. */
  private record InOrder(Kernel first, Kernel second) implements Kernel {
    @Override
    public void run() {
      first.run();
      second.run();
    }
  }
}
