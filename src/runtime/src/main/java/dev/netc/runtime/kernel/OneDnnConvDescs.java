package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_next_impl;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A convolution in oneDNN's terms. Its sizes are those of [batch, channels, height, width] whatever
 * the layout; groups are a first axis of the weights; neighbouring taps are 0 apart.
 */
final class OneDnnConvDescs {
  /** With more channels of x, oneDNN's first choice is the faster one. */
  private static final int FEW_CHANNELS = 4;

  /** oneDNN's first choice with AVX2; for 1 to 4 channels it takes 1.05 to 1.6 times as long... */
  private static final String SLOW_FOR_FEW_CHANNELS = "brg_conv_fwd:avx2";

  /** ... as its second. */
  private static final String FOR_FEW_CHANNELS = "jit:avx2";

  private final OneDnnScope scope;
  private final ConvSpec spec;
  private final WindowSpec window;
  private final long[] strides;
  private final long[] dilations;
  private final long[] padBefore;
  private final long[] padAfter;

  OneDnnConvDescs(OneDnnScope scope, ConvSpec spec) {
    this.scope = scope;
    this.spec = spec;
    this.window = spec.window();
    this.strides = new long[] {window.strideHeight(), window.strideWidth()};
    this.dilations = new long[] {window.dilationHeight() - 1, window.dilationWidth() - 1};
    this.padBefore = new long[] {window.padTop(), window.padLeft()};
    this.padAfter = new long[] {window.padBottom(), window.padRight()};
  }

  /** Channels-last images. */
  static dnnl_memory_desc images(
      OneDnnScope scope, long batch, long channels, long height, long width) {
    return scope.add(
        OneDnn.describe(
            new long[] {batch, channels, height, width},
            new long[] {height * width * channels, 1, width * channels, channels}));
  }

  private dnnl_memory_desc input() {
    return images(scope, window.batch(), window.channels(), window.height(), window.width());
  }

  dnnl_memory_desc output() {
    return images(scope, window.batch(), spec.filters(), window.outHeight(), window.outWidth());
  }

  private long[] weightDims() {
    long height = window.kernelHeight();
    long width = window.kernelWidth();
    return spec.groups() == 1
        ? new long[] {spec.filters(), spec.groupChannels(), height, width}
        : new long[] {spec.groups(), spec.groupFilters(), spec.groupChannels(), height, width};
  }

  /** The weights as a program has them. */
  dnnl_memory_desc plainWeights() {
    long[] dims = weightDims();
    return scope.add(OneDnn.describe(dims, Operands.strides(dims)));
  }

  private dnnl_memory_desc weights() {
    return scope.add(OneDnn.describeAny(weightDims()));
  }

  /** The convolution, or nothing if oneDNN cannot do it fast. */
  Optional<dnnl_primitive_desc> forward(boolean biased, dnnl_primitive_attr attributes) {
    return forward(biased, attributes, dnnl_forward_training);
  }

  /**
   * The same for predictions, in which few channels go by oneDNN's other kernels where these are
   * faster. It is another kind of primitive, or the cache of oneDNN would give the ones for
   * trainings in their place.
   */
  Optional<dnnl_primitive_desc> inference(boolean biased, dnnl_primitive_attr attributes) {
    Optional<dnnl_primitive_desc> first = forward(biased, attributes, dnnl_forward_inference);
    if (spec.groupChannels() > FEW_CHANNELS || first.filter(this::isSlow).isEmpty()) {
      return first;
    }
    return forward(biased, attributes, dnnl_forward_inference)
        .filter(other -> dnnl_primitive_desc_next_impl(other) == dnnl_success)
        .filter(other -> OneDnn.implementation(other).startsWith(FOR_FEW_CHANNELS))
        .or(() -> first);
  }

  private boolean isSlow(dnnl_primitive_desc desc) {
    return OneDnn.implementation(desc).equals(SLOW_FOR_FEW_CHANNELS);
  }

  private Optional<dnnl_primitive_desc> forward(
      boolean biased, dnnl_primitive_attr attributes, int kind) {
    dnnl_memory_desc bias =
        biased ? scope.add(OneDnn.describe(new long[] {spec.filters()}, new long[] {1})) : null;
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_convolution_forward_primitive_desc_create(
            desc,
            scope.oneDnn.engine,
            kind,
            dnnl_convolution_direct,
            input(),
            weights(),
            bias,
            output(),
            strides,
            dilations,
            padBefore,
            padAfter,
            attributes);
    return fast(status, desc);
  }

  /** Its adjoint by the images. */
  Optional<dnnl_primitive_desc> backwardInput() {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_convolution_backward_data_primitive_desc_create(
            desc,
            scope.oneDnn.engine,
            dnnl_convolution_direct,
            input(),
            weights(),
            output(),
            strides,
            dilations,
            padBefore,
            padAfter,
            null,
            scope.attributes());
    return fast(status, desc);
  }

  /** Its adjoint by the weights. */
  Optional<dnnl_primitive_desc> backwardWeights(dnnl_memory_desc layout) {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    int status =
        dnnl_convolution_backward_weights_primitive_desc_create(
            desc,
            scope.oneDnn.engine,
            dnnl_convolution_direct,
            input(),
            layout == null ? weights() : layout,
            null,
            output(),
            strides,
            dilations,
            padBefore,
            padAfter,
            null,
            scope.attributes());
    return fast(status, desc);
  }

  private Optional<dnnl_primitive_desc> fast(int status, dnnl_primitive_desc desc) {
    if (status != dnnl_success) {
      return Optional.empty();
    }
    return Optional.of(scope.add(desc)).filter(OneDnn::isFast);
  }
}
