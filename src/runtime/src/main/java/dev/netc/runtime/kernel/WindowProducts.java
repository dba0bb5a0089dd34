package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution with many weights, and its adjoints, as products of a {@link WindowMatrix} with the
 * weights as a program has them. Weights that change at every step oneDNN's convolutions bring into
 * a layout of their own each time, which takes longer than the multiplications where there are few
 * windows; their gradient oneDNN adds up image by image, in memory that no cache holds, and that of
 * a single image on one thread.
 */
final class WindowProducts {
  /** Weights that are much beside what a core's cache holds: 1 MiB. */
  private static final long MANY_WEIGHTS = 1 << 18;

  /** With more windows, the multiplications take longer than changes of layout. */
  private static final long FEW_WINDOWS = 128;

  /** With as many, threads share the gradient of a single image, of which oneDNN's takes one. */
  private static final long WEIGHTS_WORTH_SHARING = 1 << 13;

  /** With more windows in an image, weights are read seldom enough. */
  private static final long FEW_WINDOWS_OF_IMAGE = 256;

  /** The same where windows are pixels, which oneDNN's gradient deals with as fast. */
  private static final long FEW_PIXELS_OF_IMAGE = 64;

  /** The same with AVX-512. */
  private static final long FEW_WINDOWS_AVX512 = 36;

  /** Floats of a matrix of several images: 8 MiB. */
  private static final long MOST_FLOATS = 1 << 21;

  /** Floats of an image, and of its matrix: 16 MiB. */
  private static final long MOST_FLOATS_OF_IMAGE = 1 << 22;

  private final OneDnn oneDnn;
  private final ConvSpec spec;
  private final long mostFloats;

  WindowProducts(OneDnn oneDnn, ConvSpec spec) {
    this(oneDnn, spec, MOST_FLOATS);
  }

  /**
   * @param mostFloats of a matrix of several images
   */
  WindowProducts(OneDnn oneDnn, ConvSpec spec, long mostFloats) {
    this.oneDnn = oneDnn;
    this.spec = spec;
    this.mostFloats = mostFloats;
  }

  /** Whether the convolution and its adjoint by the images gain by it, if the weights change. */
  static boolean fit(ConvSpec spec) {
    return isPossible(spec)
        && spec.sizeOfWeights() >= MANY_WEIGHTS
        && spec.window().windows() <= FEW_WINDOWS;
  }

  /** Whether the adjoint by the weights gains by it. */
  static boolean fitWeights(ConvSpec spec) {
    WindowSpec window = spec.window();
    boolean hasMany =
        spec.sizeOfWeights() >= MANY_WEIGHTS && window.batch(1).windows() <= fewOfImage(window);
    boolean isSingle = window.batch() == 1 && spec.sizeOfWeights() >= WEIGHTS_WORTH_SHARING;
    return isPossible(spec) && (hasMany || isSingle);
  }

  private static long fewOfImage(WindowSpec window) {
    if (OneDnn.hasAvx512()) {
      return FEW_WINDOWS_AVX512;
    }
    return WindowMatrix.isOfPixels(window) ? FEW_PIXELS_OF_IMAGE : FEW_WINDOWS_OF_IMAGE;
  }

  private static boolean isPossible(ConvSpec spec) {
    return spec.groups() == 1
        && spec.batch(1).sizeOfInput() <= MOST_FLOATS_OF_IMAGE
        && WindowMatrix.floats(spec.window().batch(1)) <= MOST_FLOATS_OF_IMAGE;
  }

  /** The convolution, or nothing if oneDNN cannot do its products. */
  Optional<Kernel> forward(View x, View w, View bias, View y) {
    return inTurn(
        (part, matrix, isFirst) -> {
          MatMulSpec product =
              MatMulSpec.plain(windows(part), depth(), spec.filters())
                  .transposed(false, true)
                  .with(spec.activation());
          View pixels = isOfPixels() ? part.ofInput(x) : matrix;
          return new OneDnnMatMul(oneDnn, product)
              .kernel(pixels, w, bias, part.ofOutput(y))
              .map(kernel -> gathered(part, x, matrix, kernel));
        });
  }

  /** The adjoint by the images, or nothing if oneDNN cannot do its products. */
  Optional<Kernel> input(View g, View w, View x) {
    return inTurn(
        (part, matrix, isFirst) -> {
          MatMulSpec product = MatMulSpec.plain(windows(part), spec.filters(), depth());
          View pixels = isOfPixels() ? part.ofInput(x) : matrix;
          return new OneDnnMatMul(oneDnn, product)
              .kernel(part.ofOutput(g), w, null, pixels)
              .map(kernel -> scattered(part, kernel, matrix, x));
        });
  }

  /** The adjoint by the weights, or nothing if oneDNN cannot do its products. */
  Optional<Kernel> weights(View x, View g, View w) {
    return inTurn(
        (part, matrix, isFirst) -> {
          MatMulSpec product =
              MatMulSpec.plain(spec.filters(), windows(part), depth()).transposed(true, false);
          View pixels = isOfPixels() ? part.ofInput(x) : matrix;
          return new OneDnnMatMul(oneDnn, isFirst ? product : product.accumulating())
              .kernel(part.ofOutput(g), pixels, null, w)
              .map(kernel -> gathered(part, x, matrix, kernel));
        });
  }

  private interface Part {
    /** A kernel for some images, with memory for their matrix. */
    Optional<Kernel> kernel(ConvPiece images, View matrix, boolean isFirst);
  }

  /** Some images after the other. */
  private Optional<Kernel> inTurn(Part maker) {
    int images = spec.window().batch();
    long floats = WindowMatrix.floats(spec.window().batch(1));
    int most = (int) Math.max(1, Math.min(images, mostFloats / floats));
    View matrix = isOfPixels() ? null : oneDnn.workspace.scratch().take(most * floats);
    List<Kernel> kernels = new ArrayList<>();
    for (int from = 0; from < images; from += most) {
      ConvPiece part = ConvPiece.images(spec, from, Math.min(images, from + most));
      Optional<Kernel> kernel = maker.kernel(part, matrix, from == 0);
      if (kernel.isEmpty()) {
        return Optional.empty();
      }
      kernels.add(kernel.get());
    }
    return Optional.of(new InOrder(kernels.toArray(Kernel[]::new)));
  }

  private Kernel gathered(ConvPiece part, View x, View matrix, Kernel product) {
    if (isOfPixels()) {
      return product;
    }
    WindowMatrix of = new WindowMatrix(part.spec().window());
    return new InOrder(of.gather(oneDnn.team, part.ofInput(x), matrix), product);
  }

  private Kernel scattered(ConvPiece part, Kernel product, View matrix, View x) {
    if (isOfPixels()) {
      return product;
    }
    WindowMatrix of = new WindowMatrix(part.spec().window());
    return new InOrder(product, of.scatter(oneDnn.team, matrix, part.ofInput(x)));
  }

  private boolean isOfPixels() {
    return WindowMatrix.isOfPixels(spec.window());
  }

  private static int windows(ConvPiece part) {
    return (int) part.spec().window().windows();
  }

  private int depth() {
    return Math.toIntExact(spec.sizeOfWeights() / spec.filters());
  }
}
