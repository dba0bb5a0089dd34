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
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Pooling as oneDNN primitives, a primitive for some images each, shared by the team. */
final class OneDnnPool {
  /** Floats of the images that are worth a piece of their own: some 10 µs. */
  private static final long WORTHWHILE = 32_768;

  private static final int MOST_PIECES = 32;

  /** As many parts of a single image pay even where each takes a microsecond or two: halves. */
  private static final int FEW = 2;

  private static final long WORTHWHILE_OF_FEW = 2048;

  private final OneDnn oneDnn;
  private final WindowSpec spec;

  OneDnnPool(OneDnn oneDnn, WindowSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec;
  }

  /** The mean of each window, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> average(boolean countPadding, View x, View y) {
    return shared(
        byImagesOrRows(),
        (scope, part) ->
            forward(scope, part.spec, average(countPadding), dnnl_forward_inference)
                .map(
                    desc ->
                        kernel(
                            scope,
                            desc,
                            DNNL_ARG_SRC,
                            part.images(x),
                            DNNL_ARG_DST,
                            part.pooled(y))));
  }

  /** The adjoint of the mean. */
  Optional<Kernel> spreadAverage(boolean countPadding, View g, View d) {
    int algorithm = average(countPadding);
    return shared(
        byImages(),
        (scope, part) ->
            forward(scope, part.spec, algorithm, dnnl_forward_training)
                .flatMap(forward -> backward(scope, part.spec, algorithm, forward))
                .map(
                    desc ->
                        kernel(
                            scope,
                            desc,
                            DNNL_ARG_DIFF_DST,
                            part.pooled(g),
                            DNNL_ARG_DIFF_SRC,
                            part.images(d))));
  }

  private static int average(boolean countPadding) {
    return countPadding ? dnnl_pooling_avg_include_padding : dnnl_pooling_avg_exclude_padding;
  }

  /**
   * A function of the maximum of each window; oneDNN looks over NaN, which is left to the portable
   * kernel.
   */
  Optional<Kernel> maximum(Activation f, View x, View y) {
    return shared(
        byImagesOrRows(),
        (scope, part) ->
            forward(scope, part.spec, dnnl_pooling_max, dnnl_forward_inference, then(scope, f))
                .map(desc -> maximum(scope, part.spec, f, desc, part.images(x), part.pooled(y))));
  }

  private static dnnl_primitive_attr then(OneDnnScope scope, Activation f) {
    dnnl_primitive_attr attributes = scope.attributes();
    dnnl_post_ops after = scope.operations();
    OneDnnActivation.append(f, after);
    OneDnn.require(dnnl_primitive_attr_set_post_ops(attributes, after), "operations");
    return attributes;
  }

  private static Kernel maximum(
      OneDnnScope scope, WindowSpec part, Activation f, dnnl_primitive_desc desc, View x, View y) {
    return new IfFinite(
        x,
        kernel(scope, desc, DNNL_ARG_SRC, x, DNNL_ARG_DST, y),
        new MaxPoolKernel(part, f, x, y, 0, part.batch() * part.outHeight()));
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
        byImages(),
        (scope, part) ->
            forward(scope, part.spec, dnnl_pooling_max, dnnl_forward_training)
                .flatMap(
                    forward ->
                        backward(scope, part.spec, dnnl_pooling_max, forward)
                            .map(
                                backward ->
                                    spread(
                                        scope,
                                        part.spec,
                                        forward,
                                        backward,
                                        part.images(x),
                                        part.pooled(g),
                                        part.images(d)))));
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

  /**
   * Some images, or some rows of windows of a single one.
   *
   * @param input the first of the floats of the images that the part reads
   * @param output the first of the floats of the pooled images that are the part's
   */
  private record Part(WindowSpec spec, long input, long output) {
    View images(View view) {
      return view.arena().view(view.offset() + input, spec.sizeOfInput());
    }

    View pooled(View view) {
      return view.arena().view(view.offset() + output, spec.sizeOfPooled());
    }
  }

  private interface Maker {
    /** A kernel for a part. */
    Optional<? extends Kernel> of(OneDnnScope scope, Part part);
  }

  private List<Part> byImages() {
    int images = spec.batch();
    long worthwhile = Math.max(1, spec.sizeOfInput() / WORTHWHILE);
    int pieces = (int) Math.min(Math.min(images, MOST_PIECES), worthwhile);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) images * i / pieces);
      int to = (int) ((long) images * (i + 1) / pieces);
      long input = from * spec.batch(1).sizeOfInput();
      parts.add(new Part(spec.batch(to - from), input, from * spec.batch(1).sizeOfPooled()));
    }
    return parts;
  }

  private List<Part> byImagesOrRows() {
    if (spec.batch() > 1 || spec.rows().missTheImage()) {
      return byImages();
    }
    int rows = spec.outHeight();
    long worthwhile = spec.sizeOfInput() / WORTHWHILE_OF_FEW;
    int pieces = (int) Math.max(1, Math.min(Math.min(rows, FEW), worthwhile));
    long row = (long) spec.width() * spec.channels();
    long pooledRow = (long) spec.outWidth() * spec.channels();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int from = rows * i / pieces;
      WindowSpec.Band band = spec.band(from, rows * (i + 1) / pieces);
      parts.add(new Part(band.spec(), band.first() * row, from * pooledRow));
    }
    return parts;
  }

  private Optional<Kernel> shared(List<Part> parts, Maker maker) {
    List<Kernel> kernels = new ArrayList<>();
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      for (Part part : parts) {
        Optional<? extends Kernel> kernel = maker.of(scope, part);
        if (kernel.isEmpty()) {
          return Optional.empty();
        }
        kernels.add(kernel.get());
      }
    }
    return Optional.of(oneDnn.team.shared(kernels.toArray(Kernel[]::new)));
  }

  private Optional<dnnl_primitive_desc> forward(
      OneDnnScope scope, WindowSpec part, int algorithm, int kind) {
    return forward(scope, part, algorithm, kind, scope.attributes());
  }

  private Optional<dnnl_primitive_desc> forward(
      OneDnnScope scope, WindowSpec part, int algorithm, int kind, dnnl_primitive_attr attributes) {
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
            padBefore(part),
            padAfter(part),
            attributes);
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
            padBefore(part),
            padAfter(part),
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

  /** A part by rows has padding only where the image ends. */
  private static long[] padBefore(WindowSpec part) {
    return new long[] {part.padTop(), part.padLeft()};
  }

  private static long[] padAfter(WindowSpec part) {
    return new long[] {part.padBottom(), part.padRight()};
  }
}
