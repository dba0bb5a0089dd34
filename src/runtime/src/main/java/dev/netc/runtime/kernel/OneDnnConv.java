package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Convolutions and their adjoints by the images as oneDNN primitives, a primitive for each part of
 * the batch, parts shared by the team. Bias, residual and activation of a convolution are part of
 * the primitive.
 */
final class OneDnnConv {
  /** Where a primitive finds the tensor that its first further operation adds. */
  private static final int ADDED = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1;

  private final OneDnn oneDnn;
  private final ConvSpec spec;

  OneDnnConv(OneDnn oneDnn, ConvSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec;
  }

  /** The convolution, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> forward(View x, View w, View bias, View residual, View y) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      OneDnnWeights weights = weights(scope, w);
      List<Kernel> kernels = new ArrayList<>();
      for (ConvPiece piece : ConvPiece.byImagesOrRows(spec)) {
        OneDnnConvDescs descs = new OneDnnConvDescs(scope, piece.spec());
        Optional<dnnl_primitive_desc> desc =
            desc(descs, bias, attributes(scope, descs, residual, y));
        if (desc.isEmpty()) {
          return Optional.empty();
        }
        List<OneDnnKernel.Argument> arguments = new ArrayList<>();
        arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, piece.ofInput(x)));
        arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, weights.in(desc.get())));
        arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, piece.ofOutput(y)));
        if (bias != null) {
          arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, bias));
        }
        if (residual != null && !isSame(residual, y)) {
          arguments.add(new OneDnnKernel.Argument(ADDED, piece.ofOutput(residual)));
        }
        kernels.add(new OneDnnKernel(scope, desc.get(), arguments));
      }
      return Optional.of(weights.before(oneDnn.team.shared(kernels.toArray(Kernel[]::new))));
    }
  }

  private Optional<dnnl_primitive_desc> desc(
      OneDnnConvDescs descs, View bias, dnnl_primitive_attr attributes) {
    return oneDnn.workspace.weightsChange()
        ? descs.forward(bias != null, attributes)
        : descs.inference(bias != null, attributes);
  }

  private static boolean isSame(View a, View b) {
    return a.address() == b.address();
  }

  /** The adjoint by the images, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> input(View g, View w, View bias, View x) {
    boolean ends = bias != null || spec.activation() != Activation.IDENTITY;
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      OneDnnWeights weights = weights(scope, w);
      List<Kernel> kernels = new ArrayList<>();
      for (ConvPiece piece : ConvPiece.byImages(spec)) {
        Optional<dnnl_primitive_desc> desc =
            new OneDnnConvDescs(scope, piece.spec()).backwardInput();
        if (desc.isEmpty()) {
          return Optional.empty();
        }
        View part = piece.ofInput(x);
        Kernel sums =
            new OneDnnKernel(
                scope,
                desc.get(),
                List.of(
                    new OneDnnKernel.Argument(DNNL_ARG_DIFF_DST, piece.ofOutput(g)),
                    new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, weights.in(desc.get())),
                    new OneDnnKernel.Argument(DNNL_ARG_DIFF_SRC, part)));
        // oneDNN's own way to end a transposed convolution is no faster than a second pass.
        kernels.add(ends ? new InOrder(sums, end(part, bias)) : sums);
      }
      return Optional.of(weights.before(oneDnn.team.shared(kernels.toArray(Kernel[]::new))));
    }
  }

  private Kernel end(View x, View bias) {
    return BiasActivation.kernel(spec.activation(), x, bias, x, false);
  }

  private OneDnnWeights weights(OneDnnScope scope, View w) {
    OneDnnConvDescs descs = new OneDnnConvDescs(scope, spec);
    return new OneDnnWeights(scope, descs.weightDims(), descs.plainWeights(), w);
  }

  private dnnl_primitive_attr attributes(
      OneDnnScope scope, OneDnnConvDescs descs, View residual, View y) {
    dnnl_primitive_attr attributes = scope.attributes();
    dnnl_post_ops after = scope.operations();
    if (residual != null && isSame(residual, y)) {
      OneDnn.require(dnnl_post_ops_append_sum(after, 1, 0, dnnl_f32), "a sum");
    } else if (residual != null) {
      OneDnn.require(dnnl_post_ops_append_binary(after, dnnl_binary_add, descs.output()), "a sum");
    }
    OneDnnActivation.append(spec.activation(), after);
    OneDnn.require(dnnl_primitive_attr_set_post_ops(attributes, after), "operations");
    return attributes;
  }
}
