package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;

import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The gradient of a convolution by its weights as oneDNN primitives: one for each part of the
 * batch, whose results are added in the layout that the primitives prefer.
 */
final class OneDnnConvWeights {
  private final OneDnn oneDnn;
  private final ConvSpec spec;

  OneDnnConvWeights(OneDnn oneDnn, ConvSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec;
  }

  /** The kernel, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> kernel(View x, View g, View w) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      OneDnnConvDescs whole = new OneDnnConvDescs(scope, spec);
      Optional<dnnl_primitive_desc> preferred = whole.backwardWeights(null);
      if (preferred.isEmpty()) {
        return Optional.empty();
      }
      dnnl_memory_desc layout =
          dnnl_primitive_desc_query_md(preferred.get(), dnnl_query_diff_weights_md, 0);
      dnnl_memory_desc plain = whole.plainWeights();
      boolean isPlain = OneDnnReorder.isSame(layout, plain);
      View sum = isPlain ? w : oneDnn.workspace.scratch().take(OneDnnReorder.floats(layout));
      Kernel sums =
          PartialSums.kernel(
              oneDnn.team,
              oneDnn.workspace.scratch(),
              spec.window().batch(),
              spec.multiplications(),
              sum,
              (from, to, part) ->
                  part(scope, layout, ConvPiece.images(spec, from, to), x, g, part));
      return Optional.of(
          isPlain
              ? sums
              : new InOrder(
                  sums, OneDnnReorder.shared(scope, whole.weightDims(), layout, sum, plain, w)));
    }
  }

  private static Kernel part(
      OneDnnScope scope, dnnl_memory_desc layout, ConvPiece piece, View x, View g, View sum) {
    dnnl_primitive_desc desc =
        new OneDnnConvDescs(scope, piece.spec())
            .backwardWeights(layout)
            .orElseThrow(() -> new IllegalStateException("oneDNN refuses a part of a batch"));
    return new OneDnnKernel(
        scope,
        desc,
        List.of(
            new OneDnnKernel.Argument(DNNL_ARG_SRC, piece.ofInput(x)),
            new OneDnnKernel.Argument(DNNL_ARG_DIFF_DST, piece.ofOutput(g)),
            new OneDnnKernel.Argument(DNNL_ARG_DIFF_WEIGHTS, sum)));
  }
}
