package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * One or two last columns of a product, which its kernel of whole blocks of columns would compute
 * in a block of their own, as slow as one of 16: each is a matrix times a vector.
 */
final class LastColumns {
  /** Columns that oneDNN's kernels compute at a time, with AVX2: three vectors. */
  private static final int BLOCK = 24;

  private static final int MOST = 2;

  /** Shorter columns are not worth a call each. */
  private static final int SHORTEST = 256;

  private final OneDnnScope scope;
  private final MatMulSpec spec;
  private final View b;
  private final View bias;
  private final View columns;

  /**
   * @param spec simplified; a is not transposed
   * @param bias of all columns, or null
   */
  LastColumns(OneDnnScope scope, MatMulSpec spec, View b, View bias) {
    this.scope = scope;
    this.spec = spec;
    this.b = b;
    this.bias = bias;
    this.columns =
        spec.transposeB()
            ? run(b, (long) first() * spec.k(), size())
            : scope.oneDnn.workspace.form(size());
  }

  /** How many columns are better computed apart; often none. */
  static int count(MatMulSpec spec) {
    int rest = spec.n() % BLOCK;
    boolean pays = rest <= MOST && spec.n() > BLOCK && spec.k() >= SHORTEST && !spec.accumulate();
    return pays ? rest : 0;
  }

  private int first() {
    return spec.n() - count(spec);
  }

  private long size() {
    return (long) count(spec) * spec.k();
  }

  private static View run(View view, long at, long floats) {
    return view.arena().view(view.offset() + at, floats);
  }

  private dnnl_memory_desc matrix(long rows, long columns, long rowStride, long columnStride) {
    return scope.add(
        OneDnn.describe(new long[] {rows, columns}, new long[] {rowStride, columnStride}));
  }

  /**
   * The results of some rows, whose other columns come from elsewhere.
   *
   * @param a these rows
   * @param others [rows, n - count], which is copied to y
   * @param y these rows of the result
   */
  Optional<Kernel> kernel(int rows, View a, View others, View y) {
    List<Kernel> kernels = new ArrayList<>();
    int n = spec.n();
    kernels.add(
        OneDnnReorder.kernel(
            scope, matrix(rows, first(), first(), 1), others, matrix(rows, first(), n, 1), y));
    for (int column = first(); column < n; column++) {
      dnnl_primitive_desc desc = new dnnl_primitive_desc();
      int status =
          dnnl_matmul_primitive_desc_create(
              desc,
              scope.oneDnn.engine,
              matrix(rows, spec.k(), spec.k(), 1),
              matrix(spec.k(), 1, 1, 1),
              bias == null ? null : matrix(1, 1, 1, 1),
              matrix(rows, 1, n, 1), // read right where nothing is added to y, with AVX2
              OneDnnProduct.attributes(scope, spec));
      if (status != dnnl_success || !OneDnn.isFast(scope.add(desc))) {
        return Optional.empty();
      }
      kernels.add(new OneDnnKernel(scope, desc, arguments(column, a, y)));
    }
    return Optional.of(new InOrder(kernels.toArray(Kernel[]::new)));
  }

  private List<OneDnnKernel.Argument> arguments(int column, View a, View y) {
    List<OneDnnKernel.Argument> arguments = new ArrayList<>();
    View weights = run(columns, (long) (column - first()) * spec.k(), spec.k());
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, a));
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, weights));
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, run(y, column, y.size() - column)));
    if (bias != null) {
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, run(bias, column, 1)));
    }
    return arguments;
  }

  /** Has these columns brought into a layout of their own where the others are. */
  void prepareWith(OneDnnWeights weights) {
    if (spec.transposeB()) {
      return;
    }
    int count = count(spec);
    weights.alsoPrepare(
        OneDnnReorder.kernel(
            scope,
            matrix(spec.k(), count, spec.n(), 1),
            run(b, first(), b.size() - first()),
            matrix(spec.k(), count, 1, spec.k()),
            columns));
  }
}
