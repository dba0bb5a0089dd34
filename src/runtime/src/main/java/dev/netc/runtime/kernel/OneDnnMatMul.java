package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Matrix products as oneDNN primitives, bias, activation and addition to y included: one primitive,
 * or several that each compute some rows or columns of y.
 */
final class OneDnnMatMul {
  /** Multiplications that one thread does before others could begin to help. */
  private static final double SMALL = 200_000;

  /** The same of a product with one row: reading the matrix takes longer than multiplying. */
  private static final double SMALL_FOR_ONE_ROW = 40_000;

  /** Multiplications that halves are enough for: half a millisecond. */
  private static final double MEDIUM = 64e6;

  /** The same of quarters. */
  private static final double LARGE = 512e6;

  /** Floats of a matrix that are worth a layout of its own for the product with one row. */
  private static final long WORTH_TRANSPOSING = 8192;

  /** Larger ones, beyond caches, are read as fast in any order, and not kept in another one. */
  private static final long MOST_TO_TRANSPOSE = 1 << 20;

  /** The same with some rows. */
  private static final long MOST_FOR_FEW_ROWS = 1 << 18;

  private final OneDnn oneDnn;
  private final MatMulSpec spec;

  OneDnnMatMul(OneDnn oneDnn, MatMulSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec.simplified();
  }

  /** A part of y: some of the products, of their rows, or of their columns. */
  private record Piece(int product, int products, int row, int rows, int column, int columns) {}

  /** The kernel, or nothing if oneDNN cannot do this product fast. */
  Optional<Kernel> kernel(View a, View b, View bias, View y) {
    if (spec.sharedA() && spec.sharedB()) {
      // oneDNN wants a batch in one of them.
      return Optional.empty();
    }
    if (OneDnnPointwise.fits(spec) && gainsAsConvolution(b, bias != null)) {
      Optional<Kernel> kernel = new OneDnnPointwise(oneDnn, spec).kernel(a, b, bias, y);
      if (kernel.isPresent()) {
        return kernel;
      }
    }
    if (gainsByColumns(b)) {
      return byColumns(a, b, bias, y);
    }
    List<Kernel> kernels = new ArrayList<>();
    for (Piece piece : pieces()) {
      Optional<Kernel> kernel = kernel(piece, a, b, bias, y);
      if (kernel.isEmpty()) {
        return kernel;
      }
      kernels.add(kernel.get());
    }
    return Optional.of(oneDnn.team.shared(kernels.toArray(Kernel[]::new)));
  }

  /**
   * Whether the matrix is better read column by column, each being one sum: where it is the
   * product's with one row, and changes so seldom that it may be transposed beforehand.
   */
  private boolean gainsByColumns(View b) {
    return spec.batch() == 1
        && spec.m() == 1
        && !spec.transposeB()
        && spec.n() > 1
        && spec.sizeOfB() >= WORTH_TRANSPOSING
        && spec.sizeOfB() <= MOST_TO_TRANSPOSE
        && keepsForm(b);
  }

  /** Whether a form of the matrix serves many products, for it seldom changes. */
  private boolean keepsForm(View b) {
    return b.arena().announcesChanges() && !oneDnn.workspace.weightsChange();
  }

  private Optional<Kernel> byColumns(View a, View b, View bias, View y) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      View columns = oneDnn.workspace.form(spec.sizeOfB());
      dnnl_memory_desc plain = matrices(scope, 1, spec.k(), spec.n(), spec.n(), 1);
      dnnl_memory_desc transposed = matrices(scope, 1, spec.k(), spec.n(), 1, spec.k());
      Kernel form = OneDnnReorder.kernel(scope, plain, b, transposed, columns);
      return new OneDnnMatMul(oneDnn, spec.transposed(false, true))
          .kernel(a, columns, bias, y)
          .map(product -> oneDnn.workspace.prepared(b, form, product));
    }
  }

  /**
   * Whether oneDNN's convolutions are better at this product: where it has its general kernel for
   * it, which few processors get most of, or with AVX-512 one that wants the matrix in another
   * layout, and brings it into that each time.
   */
  private boolean gainsAsConvolution(View b, boolean biased) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      String implementation =
          desc(scope, new Piece(0, 1, 0, spec.m(), 0, spec.n()), biased)
              .map(OneDnn::implementation)
              .orElse("");
      if (implementation.startsWith("gemm")) {
        return OneDnnPointwise.hasManyRows(spec);
      }
      return implementation.equals("brg_matmul:avx512_core")
          && spec.n() > 1
          && spec.sizeOfB() <= mostOfForm()
          && keepsForm(b);
    }
  }

  /** Of a larger matrix, rather each thread reads some columns than all of it for a few rows. */
  private long mostOfForm() {
    boolean isFew = spec.m() > 1 && !OneDnnPointwise.hasManyRows(spec);
    return isFew ? MOST_FOR_FEW_ROWS : MOST_TO_TRANSPOSE;
  }

  private List<Piece> pieces() {
    int m = spec.m();
    int n = spec.n();
    int products = spec.batch();
    int wanted = wanted();
    boolean byRow = m >= n;
    int length = products > 1 ? products : Math.max(m, n);
    boolean inSums = m == 1 && spec.transposeB();
    // Rows in halves as they are, for those of a batch of 100 in whole registers are 64 and 36.
    int step = byRow || products > 1 || inSums ? 1 : OneDnn.LARGEST_REGISTER;
    int share = (length + wanted * step - 1) / (wanted * step) * step;
    List<Piece> pieces = new ArrayList<>();
    for (int from = 0; from < length; from += share) {
      int count = wanted == 1 ? length : Math.min(share, length - from);
      if (products > 1) {
        pieces.add(new Piece(from, count, 0, m, 0, n));
      } else {
        pieces.add(byRow ? new Piece(0, 1, from, count, 0, n) : new Piece(0, 1, 0, m, from, count));
      }
    }
    return pieces;
  }

  /**
   * So many pieces whatever the number of threads, for how oneDNN adds up depends on a piece's
   * size: few, for each reads one of the matrices whole.
   */
  private int wanted() {
    double work = (double) spec.batch() * spec.m() * spec.k() * spec.n();
    if (work <= (spec.m() == 1 ? SMALL_FOR_ONE_ROW : SMALL)) {
      return 1;
    }
    if (work <= MEDIUM) {
      return 2;
    }
    return work <= LARGE ? 4 : 8;
  }

  private Optional<Kernel> kernel(Piece piece, View a, View b, View bias, View y) {
    int m = spec.m();
    int k = spec.k();
    int n = spec.n();
    long product = piece.product;
    long aAt = (long) piece.row * (spec.transposeA() ? 1 : k);
    long bAt = (long) piece.column * (spec.transposeB() ? k : 1);
    long yAt = (long) piece.row * n + piece.column;
    aAt += spec.sharedA() ? 0 : product * m * k;
    bAt += spec.sharedB() ? 0 : product * k * n;
    List<OneDnnKernel.Argument> arguments = new ArrayList<>();
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, from(a, aAt)));
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, from(b, bAt)));
    if (bias != null) {
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, from(bias, piece.column)));
    }
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, from(y, product * m * n + yAt)));
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      return desc(scope, piece, bias != null).map(desc -> new OneDnnKernel(scope, desc, arguments));
    }
  }

  private static View from(View view, long at) {
    return at == 0 ? view : view.arena().view(view.offset() + at, view.size() - at);
  }

  private Optional<dnnl_primitive_desc> desc(OneDnnScope scope, Piece piece, boolean biased) {
    int k = spec.k();
    int n = spec.n();
    long rows = piece.rows;
    long columns = piece.columns;
    int products = piece.products;
    dnnl_memory_desc src =
        spec.transposeA()
            ? matrices(scope, spec.sharedA() ? 1 : products, rows, k, 1, spec.m())
            : matrices(scope, spec.sharedA() ? 1 : products, rows, k, k, 1);
    dnnl_memory_desc weights =
        spec.transposeB()
            ? matrices(scope, spec.sharedB() ? 1 : products, k, columns, 1, k)
            : matrices(scope, spec.sharedB() ? 1 : products, k, columns, n, 1);
    dnnl_memory_desc bias = biased ? matrices(scope, 1, 1, columns, columns, 1) : null;
    dnnl_memory_desc dst = matrices(scope, products, rows, columns, n, 1);
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_matmul_primitive_desc_create(
            desc, oneDnn.engine, src, weights, bias, dst, attributes(scope, spec));
    return status == dnnl_success ? Optional.of(scope.add(desc)) : Optional.empty();
  }

  /** So many matrices; where there are several, each has all its rows and columns. */
  private dnnl_memory_desc matrices(
      OneDnnScope scope, int count, long rows, long columns, long rowStride, long columnStride) {
    if (spec.batch() == 1) {
      return scope.add(
          OneDnn.describe(new long[] {rows, columns}, new long[] {rowStride, columnStride}));
    }
    return scope.add(
        OneDnn.describe(
            new long[] {count, rows, columns},
            new long[] {rows * columns, rowStride, columnStride}));
  }

  /** Activation and addition to y. */
  static dnnl_primitive_attr attributes(OneDnnScope scope, MatMulSpec spec) {
    dnnl_primitive_attr attributes = scope.attributes();
    dnnl_post_ops after = scope.operations();
    OneDnnActivation.append(spec.activation(), after);
    if (spec.accumulate()) {
      OneDnn.require(dnnl_post_ops_append_sum(after, 1, 0, dnnl_f32), "a sum");
    }
    OneDnn.require(dnnl_primitive_attr_set_post_ops(attributes, after), "operations");
    return attributes;
  }
}
