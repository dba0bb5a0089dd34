package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lrn_across_channels;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lrn_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Local response normalisation of some rows as a oneDNN primitive. Its gradient oneDNN has only in
 * its slow reference implementation for this layout.
 */
final class OneDnnLrn {
  private final OneDnnScope scope;
  private final LrnSpec spec;
  private final dnnl_memory_desc tensor;

  OneDnnLrn(OneDnnScope scope, LrnSpec spec) {
    this.scope = scope;
    this.spec = spec;
    this.tensor = OneDnnConvDescs.images(scope, 1, spec.channels(), spec.rows(), 1);
  }

  /** The kernel, or nothing if oneDNN cannot do it fast. */
  Optional<OneDnnKernel> kernel(View x, View y) {
    return forward()
        .map(
            desc ->
                new OneDnnKernel(
                    scope,
                    desc,
                    List.of(
                        new OneDnnKernel.Argument(DNNL_ARG_SRC, x),
                        new OneDnnKernel.Argument(DNNL_ARG_DST, y))));
  }

  private Optional<dnnl_primitive_desc> forward() {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_lrn_forward_primitive_desc_create(
            desc,
            scope.oneDnn.engine,
            dnnl_forward_inference,
            dnnl_lrn_across_channels,
            tensor,
            tensor,
            spec.size(),
            (float) spec.alpha(),
            (float) spec.beta(),
            (float) spec.k(),
            scope.attributes());
    return status == dnnl_success
        ? Optional.of(scope.add(desc)).filter(OneDnn::isFast)
        : Optional.empty();
  }
}
