package dev.netc.runtime.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.netc.runtime.memory.View;

/**
 * A batch of matrix products on OpenBLAS; bias and activation are a second pass over the result.
 */
final class GemmKernel implements Kernel {
  private final MatMulSpec spec;
  private final MatrixPointer a;
  private final MatrixPointer b;
  private final MatrixPointer y;
  private final long aStride;
  private final long bStride;
  private final long yStride;

  private GemmKernel(MatMulSpec spec, View a, View b, View y) {
    this.spec = spec;
    this.a = new MatrixPointer(a);
    this.b = new MatrixPointer(b);
    this.y = new MatrixPointer(y);
    this.aStride = spec.sharedA() ? 0 : (long) spec.m() * spec.k();
    this.bStride = spec.sharedB() ? 0 : (long) spec.k() * spec.n();
    this.yStride = (long) spec.m() * spec.n();
  }

  static Kernel of(Scratch scratch, MatMulSpec given, View a, View b, View bias, View y) {
    MatMulSpec spec = given.simplified();
    boolean fused = bias != null || spec.activation() != Activation.IDENTITY;
    if (!fused) {
      return new GemmKernel(spec, a, b, y);
    }
    if (spec.accumulate()) {
      // The product must have its activation before the old y is added: it needs a place of its
      // own.
      View product = scratch.take(y.size());
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
          a.at(i * aStride),
          lda,
          b.at(i * bStride),
          ldb,
          beta,
          y.at(i * yStride),
          spec.n());
    }
  }
}
