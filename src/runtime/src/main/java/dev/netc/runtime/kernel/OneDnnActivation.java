package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_hardswish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;

import org.bytedeco.dnnl.dnnl_post_ops;

/** An {@link Activation} as an operation that a oneDNN primitive applies to its result. */
final class OneDnnActivation {
  private OneDnnActivation() {}

  /** Appends f to the operations that follow a primitive. */
  static void append(Activation f, dnnl_post_ops after) {
    switch (f) {
      case IDENTITY -> {}
      case SIGMOID -> append(after, dnnl_eltwise_logistic, 0, 0);
      case TANH -> append(after, dnnl_eltwise_tanh, 0, 0);
      case RELU -> {
        // oneDNN's own ReLU makes 0 of NaN, which would hide that a training has gone wrong. A hard
        // swish x · min(max(αx, 0), 1) of very large α is x or -0, NaN for NaN and -∞; + 0 makes
        // -0 to 0.
        append(after, dnnl_eltwise_hardswish, Float.MAX_VALUE, 0);
        append(after, dnnl_eltwise_linear, 1, 0);
      }
    }
  }

  private static void append(dnnl_post_ops after, int algorithm, float alpha, float beta) {
    OneDnn.require(dnnl_post_ops_append_eltwise(after, algorithm, alpha, beta), "an activation");
  }
}
