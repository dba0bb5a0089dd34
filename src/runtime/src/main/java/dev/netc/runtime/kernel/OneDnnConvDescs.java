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
import java.util.function.Function;
import java.util.function.Supplier;
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

  /** Windows of one pixel, fewer than oneDNN's first choice is made for. */
  private static final int FEW_WINDOWS = 16;

  /** Channels and multiplications of a small image. */
  private static final int SMALL_CHANNELS = 64;

  private static final long SMALL = 2_500_000;

  /** Weights that a core's cache of the second level has no room for, with AVX-512. */
  static final long MANY_WEIGHTS = 500_000;

  /** Windows in a row. */
  private static final int SHORT_ROW = 6;

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

  /** The axes of the weights, groups first where there are several. */
  long[] weightDims() {
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

  /**
   * The convolution, or nothing if oneDNN cannot do it fast. By oneDNN's second choice of kernels
   * where that is faster: its cache keeps the one that was made first, hence the decision must
   * depend on the description alone.
   */
  Optional<dnnl_primitive_desc> forward(boolean biased, dnnl_primitive_attr attributes) {
    return faster(biased, attributes, dnnl_forward_training, this::fasterThan);
  }

  /** The same where nothing is kept for a backward pass. */
  Optional<dnnl_primitive_desc> inference(boolean biased, dnnl_primitive_attr attributes) {
    return faster(
        biased,
        attributes,
        dnnl_forward_inference,
        name -> fasterThan(name).or(() -> fasterInPredictions(name)));
  }

  private Optional<dnnl_primitive_desc> faster(
      boolean biased,
      dnnl_primitive_attr attributes,
      int kind,
      Function<String, Optional<String>> fasterThan) {
    return faster(() -> forward(biased, attributes, kind), fasterThan);
  }

  private static Optional<dnnl_primitive_desc> faster(
      Supplier<Optional<dnnl_primitive_desc>> choice,
      Function<String, Optional<String>> fasterThan) {
    Optional<dnnl_primitive_desc> first = choice.get();
    return first
        .map(OneDnn::implementation)
        .flatMap(fasterThan)
        .flatMap(name -> second(name, choice.get()))
        .or(() -> first);
  }

  /**
   * The second choice where it is the faster one, with AVX-512: for one channel, 1.3 to 2.7 times;
   * for whole registers of channels where images are small, 1.05 to 1.1 times, or where there are
   * more weights than a core's cache has room for and short rows, 1.1 to 2.5 times; for a few
   * windows of one pixel, 1.1 to 2 times.
   */
  private Optional<String> fasterThan(String firstChoice) {
    return switch (firstChoice) {
      case "brg_conv_fwd:avx512_core" ->
          Optional.of("jit:avx512_core")
              .filter(name -> spec.groupChannels() == 1 || isSmall() || readsManyWeights());
      case "brgconv_1x1:avx512_core" ->
          Optional.of("jit_1x1:avx512_core").filter(name -> isOfFewRows());
      default -> Optional.empty();
    };
  }

  /** Whether this is a product of a few rows, see {@link OneDnnPointwise}. */
  private boolean isOfFewRows() {
    return window.batch() == 1 && window.height() == 1 && window.windows() <= FEW_WINDOWS;
  }

  private boolean hasWholeRegisters() {
    return spec.groupChannels() % OneDnn.LARGEST_REGISTER == 0
        && spec.groupFilters() % OneDnn.LARGEST_REGISTER == 0;
  }

  private boolean isSmall() {
    return hasWholeRegisters()
        && spec.groupChannels() <= SMALL_CHANNELS
        && spec.batch(1).multiplications() <= SMALL;
  }

  private boolean readsManyWeights() {
    return hasWholeRegisters()
        && spec.sizeOfWeights() >= MANY_WEIGHTS
        && window.outWidth() <= SHORT_ROW
        && window.batch() > 1;
  }

  /** The second choice where it is the faster one for the adjoint by the images. */
  private Optional<String> fasterThanInput(String firstChoice) {
    return switch (firstChoice) {
      case "brg_conv_bwd:avx512_core+brg_conv_fwd:avx512_core", "brgconv_strided:avx512_core" ->
          Optional.of("jit:avx512_core").filter(name -> readsManyWeights());
      default -> Optional.empty();
    };
  }

  /**
   * The second choice where it is the faster one with AVX2, where trainings stay with the first:
   * for 1 to 4 channels, where the first takes 1.05 to 1.6 times as long, and for windows of one
   * pixel, 1.0 to 1.4 times.
   */
  private Optional<String> fasterInPredictions(String firstChoice) {
    return switch (firstChoice) {
      case "brg_conv_fwd:avx2" ->
          Optional.of("jit:avx2").filter(name -> spec.groupChannels() <= FEW_CHANNELS);
      case "brgconv_1x1:avx2" -> Optional.of("jit_1x1:avx2");
      default -> Optional.empty();
    };
  }

  /**
   * The name must be looked at: where the first choice is in oneDNN's cache, the next one after it
   * may be the first again.
   */
  private static Optional<dnnl_primitive_desc> second(
      String name, Optional<dnnl_primitive_desc> first) {
    return first
        .filter(desc -> dnnl_primitive_desc_next_impl(desc) == dnnl_success)
        .filter(desc -> OneDnn.implementation(desc).startsWith(name));
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
    return faster(this::firstBackwardInput, this::fasterThanInput);
  }

  private Optional<dnnl_primitive_desc> firstBackwardInput() {
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
