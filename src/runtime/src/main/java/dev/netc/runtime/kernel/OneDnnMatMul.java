package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_hardswish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
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

/** Matrix products as one oneDNN primitive each, bias, activation and addition to y included. */
final class OneDnnMatMul {
  private static final double SMALL = 250_000;

  private final OneDnn oneDnn;
  private final MatMulSpec spec;

  OneDnnMatMul(OneDnn oneDnn, MatMulSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec.simplified();
  }

  /** The kernel, or nothing if oneDNN cannot do this product fast. */
  Optional<Kernel> kernel(View a, View b, View bias, View y) {
    if (spec.sharedA() && spec.sharedB()) {
      // oneDNN wants a batch in one of them.
      return Optional.empty();
    }
    List<OneDnnKernel.Argument> arguments = new ArrayList<>();
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, a));
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, b));
    if (bias != null) {
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, bias));
    }
    arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, y));
    try (OneDnnScope scope = new OneDnnScope(oneDnn, isSmall())) {
      return desc(scope, bias != null).map(desc -> new OneDnnKernel(scope, desc, arguments));
    }
  }

  /** Less than some microseconds' work for one thread. */
  private boolean isSmall() {
    return (double) spec.batch() * spec.m() * spec.k() * spec.n() <= SMALL;
  }

  private Optional<dnnl_primitive_desc> desc(OneDnnScope scope, boolean biased) {
    int k = spec.k();
    dnnl_memory_desc src = matrices(scope, !spec.sharedA(), spec.m(), k, spec.transposeA());
    dnnl_memory_desc weights = matrices(scope, !spec.sharedB(), k, spec.n(), spec.transposeB());
    dnnl_memory_desc bias = biased ? matrices(scope, false, 1, spec.n(), false) : null;
    dnnl_memory_desc dst = matrices(scope, true, spec.m(), spec.n(), false);
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_matmul_primitive_desc_create(
            desc, oneDnn.engine, src, weights, bias, dst, attributes(scope));
    return status == dnnl_success ? Optional.of(scope.add(desc)) : Optional.empty();
  }

  private dnnl_memory_desc matrices(
      OneDnnScope scope, boolean many, long rows, long columns, boolean transposed) {
    long rowStride = transposed ? 1 : columns;
    long columnStride = transposed ? rows : 1;
    if (spec.batch() == 1) {
      return scope.add(
          OneDnn.describe(new long[] {rows, columns}, new long[] {rowStride, columnStride}));
    }
    return scope.add(
        OneDnn.describe(
            new long[] {many ? spec.batch() : 1, rows, columns},
            new long[] {rows * columns, rowStride, columnStride}));
  }

  private dnnl_primitive_attr attributes(OneDnnScope scope) {
    dnnl_primitive_attr attributes = scope.add(OneDnn.attributes());
    dnnl_post_ops after = new dnnl_post_ops();
    OneDnn.require(dnnl_post_ops_create(after), "a list of operations");
    scope.add(after);
    appendActivation(after);
    if (spec.accumulate()) {
      OneDnn.require(dnnl_post_ops_append_sum(after, 1, 0, dnnl_f32), "a sum");
    }
    OneDnn.require(dnnl_primitive_attr_set_post_ops(attributes, after), "operations");
    return attributes;
  }

  private void appendActivation(dnnl_post_ops after) {
    switch (spec.activation()) {
      case IDENTITY -> {}
      case SIGMOID -> append(after, dnnl_eltwise_logistic, 0, 0);
      case TANH -> append(after, dnnl_eltwise_tanh, 0, 0);
      case RELU -> {
        // oneDNN's own ReLU makes 0 of NaN, which would hide that a training has gone wrong. A hard
        // swish x · min(max(αx, 0), 1) of very large α is x or -0, and NaN for NaN; + 0 makes it 0.
        append(after, dnnl_eltwise_hardswish, Float.MAX_VALUE, 0);
        append(after, dnnl_eltwise_linear, 1, 0);
      }
    }
  }

  private static void append(dnnl_post_ops after, int algorithm, float alpha, float beta) {
    OneDnn.require(dnnl_post_ops_append_eltwise(after, algorithm, alpha, beta), "an activation");
  }
}
