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

/** A part of matrix products as one oneDNN primitive, bias, activation and addition included. */
final class OneDnnProduct {
  private final OneDnn oneDnn;
  private final MatMulSpec spec;
  private final ProductPart part;

  /**
   * @param spec of all products
   */
  OneDnnProduct(OneDnn oneDnn, MatMulSpec spec, ProductPart part) {
    this.oneDnn = oneDnn;
    this.spec = spec;
    this.part = part;
  }

  /**
   * The kernel, or nothing if oneDNN has none.
   *
   * @param a of all products, as are the others
   * @param bias or null
   */
  Optional<Kernel> kernel(View a, View b, View bias, View y) {
    List<OneDnnKernel.Argument> arguments = new ArrayList<>();
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, ofA(a)));
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, ofB(b)));
    if (bias != null) {
      View added = run(bias, part.column(), part.columns());
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, added));
    }
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, ofY(y)));
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      return desc(scope, bias != null).map(desc -> new OneDnnKernel(scope, desc, arguments));
    }
  }

  /** Some of the rows, columns or terms. */
  private record Span(int from, int count, int of) {}

  private Span rows() {
    return new Span(part.row(), part.rows(), spec.m());
  }

  private Span columns() {
    return new Span(part.column(), part.columns(), spec.n());
  }

  private Span terms() {
    return new Span(part.term(), part.terms(), spec.k());
  }

  private View ofA(View a) {
    boolean turned = spec.transposeA();
    return block(a, spec.sharedA(), turned ? terms() : rows(), turned ? rows() : terms());
  }

  private View ofB(View b) {
    boolean turned = spec.transposeB();
    return block(b, spec.sharedB(), turned ? columns() : terms(), turned ? terms() : columns());
  }

  private View ofY(View y) {
    return block(y, false, rows(), columns());
  }

  /**
   * From the first to the last number of a block of a stored matrix, in each of the products, and
   * no further: other parts need not wait for what this one does not touch.
   */
  private View block(View view, boolean isShared, Span rows, Span columns) {
    long first = isShared ? 0 : part.product();
    long last = isShared ? 0 : first + part.products() - 1;
    long from = (first * rows.of + rows.from) * columns.of + columns.from;
    long to = (last * rows.of + rows.from + rows.count - 1) * columns.of + columns.from;
    return run(view, from, to + columns.count - from);
  }

  private static View run(View view, long at, long floats) {
    return at == 0 && floats == view.size() ? view : view.arena().view(view.offset() + at, floats);
  }

  /** What the primitive is to compute, or nothing if oneDNN has none. */
  Optional<dnnl_primitive_desc> desc(OneDnnScope scope, boolean biased) {
    int m = spec.m();
    int k = spec.k();
    int n = spec.n();
    long terms = part.terms();
    long columns = part.columns();
    int ofA = spec.sharedA() ? 1 : part.products();
    int ofB = spec.sharedB() ? 1 : part.products();
    dnnl_memory_desc src =
        spec.transposeA()
            ? matrices(scope, ofA, part.rows(), terms, 1, m)
            : matrices(scope, ofA, part.rows(), terms, k, 1);
    dnnl_memory_desc weights =
        spec.transposeB()
            ? matrices(scope, ofB, terms, columns, 1, k)
            : matrices(scope, ofB, terms, columns, n, 1);
    dnnl_memory_desc bias = biased ? matrices(scope, 1, 1, columns, columns, 1) : null;
    dnnl_memory_desc dst = matrices(scope, part.products(), part.rows(), columns, n, 1);
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
      return matrix(scope, rows, columns, rowStride, columnStride);
    }
    return scope.add(
        OneDnn.describe(
            new long[] {count, rows, columns},
            new long[] {rows * columns, rowStride, columnStride}));
  }

  static dnnl_memory_desc matrix(
      OneDnnScope scope, long rows, long columns, long rowStride, long columnStride) {
    return scope.add(
        OneDnn.describe(new long[] {rows, columns}, new long[] {rowStride, columnStride}));
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
