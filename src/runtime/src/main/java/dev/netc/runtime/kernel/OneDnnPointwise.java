package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A product by one matrix as a convolution whose windows are one pixel: the rows are the pixels of
 * an image of height 1, k are its channels and n its filters. Where oneDNN has the faster kernels
 * for convolutions only (AVX2), a product of 256 by 512 by 1,024 takes half as long. The matrix is
 * brought into the primitive's layout first, which many rows pay for, or many products.
 */
final class OneDnnPointwise {
  /** Rows that are worth a change of the matrix's layout. */
  private static final int MANY = 192;

  /** Rows of a piece; each reads the whole matrix. */
  private static final int FEWEST_ROWS = 8;

  /** Multiplications that are worth a piece of their own: some tens of µs. */
  private static final double WORTHWHILE = 2_500_000;

  private static final int MOST_PIECES = 32;

  /** As many pieces pay even where each takes a microsecond or two. */
  private static final int FEW = 4;

  private static final double WORTHWHILE_OF_FEW = 60_000;

  /** Numbers of a matrix that are worth a piece of their own: some µs. */
  private static final long WORTHWHILE_TO_READ = 100_000;

  private final OneDnn oneDnn;
  private final MatMulSpec spec;

  /**
   * @param spec simplified
   */
  OneDnnPointwise(OneDnn oneDnn, MatMulSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec;
  }

  /** Whether the product has this form. */
  static boolean fits(MatMulSpec spec) {
    return spec.batch() == 1 && !spec.transposeA();
  }

  /** Whether there are so many rows that they pay for another layout of the matrix alone. */
  static boolean hasManyRows(MatMulSpec spec) {
    return spec.m() >= MANY;
  }

  /** The kernel, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> kernel(View a, View b, View bias, View y) {
    if (spec.m() == 1) {
      return byColumns(a, b, bias, y);
    }
    int last = LastColumns.count(spec);
    if (last > 0 && hasBlocksForAvx2()) {
      Optional<Kernel> kernel = kernel(spec.n() - last, a, b, bias, y);
      if (kernel.isPresent()) {
        return kernel;
      }
    }
    return kernel(spec.n(), a, b, bias, y);
  }

  /** With AVX-512, blocks are narrower, and columns apart take longer than in one of them. */
  private boolean hasBlocksForAvx2() {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      return new OneDnnConvDescs(scope, convolution(spec.m(), spec.n()))
          .inference(false, scope.attributes())
          .filter(desc -> OneDnn.implementation(desc).endsWith(":avx2"))
          .isPresent();
    }
  }

  /**
   * @param columns that the convolution computes; the others are {@link LastColumns}
   */
  private Optional<Kernel> kernel(int columns, View a, View b, View bias, View y) {
    int pieces = pieces();
    List<Kernel> kernels = new ArrayList<>();
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      boolean all = columns == spec.n();
      OneDnnWeights weights = weights(scope, columns, b);
      LastColumns last = all ? null : new LastColumns(scope, spec, b, bias);
      if (!all) {
        last.prepareWith(weights);
      }
      View added = bias == null ? null : rows(bias, 0, columns, 1);
      View sums = all ? y : scope.oneDnn.workspace.scratch().take((long) spec.m() * columns);
      for (int i = 0; i < pieces; i++) {
        long from = (long) spec.m() * i / pieces;
        int rows = (int) ((long) spec.m() * (i + 1) / pieces - from);
        View x = rows(a, from, rows, spec.k());
        View sum = rows(sums, from, rows, columns);
        Optional<Kernel> kernel = convolution(scope, rows, columns, weights, x, added, sum);
        if (!all) {
          View result = rows(y, from, rows, spec.n());
          kernel =
              kernel.flatMap(
                  product ->
                      last.kernel(rows, x, sum, result).map(rest -> new InOrder(product, rest)));
        }
        if (kernel.isEmpty()) {
          return Optional.empty();
        }
        kernels.add(kernel.get());
      }
      return Optional.of(weights.before(oneDnn.team.shared(kernels.toArray(Kernel[]::new))));
    }
  }

  /** The product with one row: pieces share what takes the time, reading the matrix. */
  private Optional<Kernel> byColumns(View a, View b, View bias, View y) {
    int pieces = (int) Math.max(1, Math.min(FEW, spec.sizeOfB() / WORTHWHILE_TO_READ));
    int share =
        (spec.n() + pieces * OneDnn.LARGEST_REGISTER - 1)
            / (pieces * OneDnn.LARGEST_REGISTER)
            * OneDnn.LARGEST_REGISTER;
    List<Kernel> kernels = new ArrayList<>();
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      OneDnnWeights all = weights(scope, spec.n(), b); // prepares what the pieces want
      for (int from = 0; from < spec.n(); from += share) {
        int columns = Math.min(share, spec.n() - from);
        long at = (long) from * (spec.transposeB() ? spec.k() : 1);
        View part = b.arena().view(b.offset() + at, b.size() - at);
        View added = bias == null ? null : rows(bias, from, columns, 1);
        View result = rows(y, from, columns, 1);
        OneDnnWeights weights = weights(scope, columns, part);
        Optional<Kernel> kernel = convolution(scope, 1, columns, weights, a, added, result);
        if (kernel.isEmpty()) {
          return kernel;
        }
        all.alsoPrepare(weights);
        kernels.add(kernel.get());
      }
      return Optional.of(all.before(oneDnn.team.shared(kernels.toArray(Kernel[]::new))));
    }
  }

  /**
   * @param bias of these columns, or null
   */
  private Optional<Kernel> convolution(
      OneDnnScope scope, int rows, int columns, OneDnnWeights weights, View x, View bias, View y) {
    Optional<dnnl_primitive_desc> desc =
        new OneDnnConvDescs(scope, convolution(rows, columns))
            .inference(bias != null, OneDnnProduct.attributes(scope, spec));
    if (desc.isEmpty()) {
      return Optional.empty();
    }
    List<OneDnnKernel.Argument> arguments = new ArrayList<>();
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, x));
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, weights.in(desc.get())));
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, y));
    if (bias != null) {
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, bias));
    }
    return Optional.of(new OneDnnKernel(scope, desc.get(), arguments));
  }

  private int pieces() {
    double multiplications = (double) spec.m() * spec.k() * spec.n();
    double few = Math.min(FEW, multiplications / WORTHWHILE_OF_FEW);
    double many = Math.min(MOST_PIECES, multiplications / WORTHWHILE);
    double rows = (double) spec.m() / FEWEST_ROWS;
    return (int) Math.max(1, Math.min(rows, Math.max(few, many)));
  }

  private ConvSpec convolution(int rows, int columns) {
    return ConvSpec.of(WindowSpec.of(1, 1, rows, spec.k(), 1, 1), columns);
  }

  /**
   * Filters of k weights each: the first columns of a matrix.
   *
   * @param b that or a part that begins with another column
   */
  private OneDnnWeights weights(OneDnnScope scope, int columns, View b) {
    long k = spec.k();
    long n = spec.n();
    long[] dims = {columns, k, 1, 1};
    long[] strides = spec.transposeB() ? new long[] {k, 1, 1, 1} : new long[] {1, n, 1, 1};
    return new OneDnnWeights(scope, dims, scope.add(OneDnn.describe(dims, strides)), b);
  }

  private static View rows(View matrix, long from, long rows, long columns) {
    return matrix.arena().view(matrix.offset() + from * columns, rows * columns);
  }
}
