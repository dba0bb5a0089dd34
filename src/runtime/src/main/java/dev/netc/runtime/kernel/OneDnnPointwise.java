package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A product of many rows by one matrix as a convolution whose windows are one pixel: the rows are
 * the pixels of an image of height 1, k are its channels and n its filters. Where oneDNN has the
 * faster kernels for convolutions only (AVX2), a product of 256 by 512 by 1,024 takes half as long.
 * The matrix is brought into the primitive's layout first, which many rows pay for.
 */
final class OneDnnPointwise {
  /** Rows that are worth a change of the matrix's layout. */
  private static final int MANY = 192;

  /** Multiplications that are worth a piece of their own: some tens of µs. */
  private static final double WORTHWHILE = 2_500_000;

  private static final int MOST_PIECES = 32;

  /** As many pieces pay even where each takes a microsecond or two. */
  private static final int FEW = 4;

  private static final double WORTHWHILE_OF_FEW = 60_000;

  private final OneDnn oneDnn;
  private final MatMulSpec spec;

  /**
   * @param spec simplified
   */
  OneDnnPointwise(OneDnn oneDnn, MatMulSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec;
  }

  /** Whether the product has this form, and enough rows. */
  static boolean fits(MatMulSpec spec) {
    return spec.batch() == 1 && !spec.transposeA() && spec.m() >= MANY;
  }

  /** The kernel, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> kernel(View a, View b, View bias, View y) {
    int pieces = pieces();
    List<Kernel> kernels = new ArrayList<>();
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      OneDnnWeights weights = new OneDnnWeights(scope, plainLayout(scope), b);
      for (int i = 0; i < pieces; i++) {
        long from = (long) spec.m() * i / pieces;
        int rows = (int) ((long) spec.m() * (i + 1) / pieces - from);
        Optional<dnnl_primitive_desc> desc =
            new OneDnnConvDescs(scope, convolution(rows))
                .forward(bias != null, OneDnnMatMul.attributes(scope, spec));
        if (desc.isEmpty()) {
          return Optional.empty();
        }
        List<OneDnnKernel.Argument> arguments = new ArrayList<>();
        arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, rows(a, from, rows, spec.k())));
        arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, weights.in(desc.get())));
        arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, rows(y, from, rows, spec.n())));
        if (bias != null) {
          arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, bias));
        }
        kernels.add(new OneDnnKernel(scope, desc.get(), arguments));
      }
      return Optional.of(weights.before(oneDnn.team.shared(kernels.toArray(Kernel[]::new))));
    }
  }

  private int pieces() {
    double multiplications = (double) spec.m() * spec.k() * spec.n();
    double few = Math.min(FEW, multiplications / WORTHWHILE_OF_FEW);
    double many = Math.min(MOST_PIECES, multiplications / WORTHWHILE);
    return (int) Math.max(1, Math.max(few, many));
  }

  private ConvSpec convolution(int rows) {
    return ConvSpec.of(WindowSpec.of(1, 1, rows, spec.k(), 1, 1), spec.n());
  }

  /** Filters of k weights each, as b has them. */
  private dnnl_memory_desc plainLayout(OneDnnScope scope) {
    long k = spec.k();
    long n = spec.n();
    long[] strides = spec.transposeB() ? new long[] {k, 1, 1, 1} : new long[] {1, n, 1, 1};
    return scope.add(OneDnn.describe(new long[] {n, k, 1, 1}, strides));
  }

  private static View rows(View matrix, long from, long rows, long columns) {
    return matrix.arena().view(matrix.offset() + from * columns, rows * columns);
  }
}
