package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Pooling as oneDNN primitives, a primitive for some images each, shared by the team. */
final class OneDnnPool {
  /** Floats of the images that are worth a piece of their own: some 10 µs. */
  private static final long WORTHWHILE = 32_768;

  private static final int MOST_PIECES = 32;

  private final OneDnn oneDnn;
  private final WindowSpec spec;

  OneDnnPool(OneDnn oneDnn, WindowSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec;
  }

  /** The mean of each window, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> average(boolean countPadding, View x, View y) {
    return shared(
        (scope, part, from) ->
            forward(scope, part, average(countPadding), dnnl_forward_inference)
                .map(
                    desc ->
                        kernel(
                            scope,
                            desc,
                            DNNL_ARG_SRC,
                            images(x, part, from),
                            DNNL_ARG_DST,
                            pooled(y, part, from))));
  }

  /** The adjoint of the mean. */
  Optional<Kernel> spreadAverage(boolean countPadding, View g, View d) {
    int algorithm = average(countPadding);
    return shared(
        (scope, part, from) ->
            forward(scope, part, algorithm, dnnl_forward_training)
                .flatMap(forward -> backward(scope, part, algorithm, forward))
                .map(
                    desc ->
                        kernel(
                            scope,
                            desc,
                            DNNL_ARG_DIFF_DST,
                            pooled(g, part, from),
                            DNNL_ARG_DIFF_SRC,
                            images(d, part, from))));
  }

  private static int average(boolean countPadding) {
    return countPadding ? dnnl_pooling_avg_include_padding : dnnl_pooling_avg_exclude_padding;
  }

  /** The maximum of each window; oneDNN looks over NaN, which is left to the portable kernel. */
  Optional<Kernel> maximum(View x, View y) {
    return shared(
        (scope, part, from) ->
            forward(scope, part, dnnl_pooling_max, dnnl_forward_inference)
                .map(
                    desc ->
                        maximum(scope, part, desc, images(x, part, from), pooled(y, part, from))));
  }

  private static Kernel maximum(
      OneDnnScope scope, WindowSpec part, dnnl_primitive_desc desc, View x, View y) {
    return new IfFinite(
        x,
        kernel(scope, desc, DNNL_ARG_SRC, x, DNNL_ARG_DST, y),
        new MaxPoolKernel(part, x, y, 0, part.batch() * part.outHeight()));
  }

  private static Kernel kernel(
      OneDnnScope scope, dnnl_primitive_desc desc, int fromRole, View from, int toRole, View to) {
    return new OneDnnKernel(
        scope,
        desc,
        List.of(new OneDnnKernel.Argument(fromRole, from), new OneDnnKernel.Argument(toRole, to)));
  }

  /**
   * The gradient of the maximum: the places of the maxima are found anew, by the primitive that
   * pools. It looks over NaN, so that images with any go to the portable kernel.
   */
  Optional<Kernel> spreadMaximum(View x, View g, View d) {
    return shared(
        (scope, part, from) ->
            forward(scope, part, dnnl_pooling_max, dnnl_forward_training)
                .flatMap(
                    forward ->
                        backward(scope, part, dnnl_pooling_max, forward)
                            .map(
                                backward ->
                                    spread(
                                        scope,
                                        part,
                                        forward,
                                        backward,
                                        images(x, part, from),
                                        pooled(g, part, from),
                                        images(d, part, from)))));
  }

  private static Kernel spread(
      OneDnnScope scope,
      WindowSpec part,
      dnnl_primitive_desc forward,
      dnnl_primitive_desc backward,
      View x,
      View g,
      View d) {
    Scratch scratch = scope.oneDnn.workspace.scratch();
    View places =
        scratch.take(
            OneDnnReorder.floats(
                dnnl_primitive_desc_query_md(forward, dnnl_query_workspace_md, 0)));
    // The maxima themselves are not needed: they lie where the result overwrites them.
    View maxima =
        part.sizeOfPooled() <= d.size()
            ? d.arena().view(d.offset(), part.sizeOfPooled())
            : scratch.take(part.sizeOfPooled());
    OneDnnKernel.Argument workspace = new OneDnnKernel.Argument(DNNL_ARG_WORKSPACE, places);
    Kernel find =
        new OneDnnKernel(
            scope,
            forward,
            List.of(
                new OneDnnKernel.Argument(DNNL_ARG_SRC, x),
                new OneDnnKernel.Argument(DNNL_ARG_DST, maxima),
                workspace));
    Kernel spread =
        new OneDnnKernel(
            scope,
            backward,
            List.of(
                new OneDnnKernel.Argument(DNNL_ARG_DIFF_DST, g),
                new OneDnnKernel.Argument(DNNL_ARG_DIFF_SRC, d),
                workspace));
    return new IfFinite(
        x, new InOrder(find, spread), new MaxPoolSpreadKernel(part, x, g, d, 0, part.batch()));
  }

  private interface Maker {
    /** A kernel for a part of the images, the first of which is given. */
    Optional<? extends Kernel> of(OneDnnScope scope, WindowSpec part, int from);
  }

  private Optional<Kernel> shared(Maker maker) {
    int images = spec.batch();
    long worthwhile = Math.max(1, spec.sizeOfInput() / WORTHWHILE);
    int pieces = (int) Math.min(Math.min(images, MOST_PIECES), worthwhile);
    List<Kernel> kernels = new ArrayList<>();
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      for (int i = 0; i < pieces; i++) {
        int from = (int) ((long) images * i / pieces);
        int to = (int) ((long) images * (i + 1) / pieces);
        Optional<? extends Kernel> kernel = maker.of(scope, spec.batch(to - from), from);
        if (kernel.isEmpty()) {
          return Optional.empty();
        }
        kernels.add(kernel.get());
      }
    }
    return Optional.of(oneDnn.team.shared(kernels.toArray(Kernel[]::new)));
  }

  private static View images(View view, WindowSpec part, int from) {
    long size = part.sizeOfInput();
    return view.arena().view(view.offset() + size / part.batch() * from, size);
  }

  private static View pooled(View view, WindowSpec part, int from) {
    long size = part.sizeOfPooled();
    return view.arena().view(view.offset() + size / part.batch() * from, size);
  }

  private Optional<dnnl_primitive_desc> forward(
      OneDnnScope scope, WindowSpec part, int algorithm, int kind) {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_pooling_forward_primitive_desc_create(
            desc,
            oneDnn.engine,
            kind,
            algorithm,
            input(scope, part),
            output(scope, part),
            strides(),
            kernel(),
            dilations(),
            padBefore(),
            padAfter(),
            scope.attributes());
    return fast(scope, status, desc);
  }

  private Optional<dnnl_primitive_desc> backward(
      OneDnnScope scope, WindowSpec part, int algorithm, dnnl_primitive_desc forward) {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_pooling_backward_primitive_desc_create(
            desc,
            oneDnn.engine,
            algorithm,
            input(scope, part),
            output(scope, part),
            strides(),
            kernel(),
            dilations(),
            padBefore(),
            padAfter(),
            forward,
            scope.attributes());
    return fast(scope, status, desc);
  }

  private static Optional<dnnl_primitive_desc> fast(
      OneDnnScope scope, int status, dnnl_primitive_desc desc) {
    return status == dnnl_success
        ? Optional.of(scope.add(desc)).filter(OneDnn::isFast)
        : Optional.empty();
  }

  private static dnnl_memory_desc input(OneDnnScope scope, WindowSpec part) {
    return OneDnnConvDescs.images(
        scope, part.batch(), part.channels(), part.height(), part.width());
  }

  private static dnnl_memory_desc output(OneDnnScope scope, WindowSpec part) {
    return OneDnnConvDescs.images(
        scope, part.batch(), part.channels(), part.outHeight(), part.outWidth());
  }

  private long[] strides() {
    return new long[] {spec.strideHeight(), spec.strideWidth()};
  }

  private long[] kernel() {
    return new long[] {spec.kernelHeight(), spec.kernelWidth()};
  }

  private long[] dilations() {
    return new long[] {spec.dilationHeight() - 1, spec.dilationWidth() - 1};
  }

  private long[] padBefore() {
    return new long[] {spec.padTop(), spec.padLeft()};
  }

  private long[] padAfter() {
    return new long[] {spec.padBottom(), spec.padRight()};
  }
}
