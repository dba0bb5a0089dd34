package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;

/**
 * The sizes of a convolution, and which products it is a sum of. Its three operations share them:
 * {@link Conv} sums by results, {@link ConvInput} by inputs and {@link ConvWeights} by weights.
 *
 * @param groups into which channels and filters are divided; each filter reads those of its group
 */
record Convolution(Window window, int groups, Image input, Image output) {

  Convolution {
    boolean divisible = input.channels() % groups == 0 && output.channels() % groups == 0;
    if (!divisible || !input.under(window, output.channels()).equals(output)) {
      throw new IllegalStateException(
          "a %s window, %d groups, makes no %s of %s".formatted(window, groups, output, input));
    }
  }

  /** The convolution of an image with weights [filters, channels / groups, height, width]. */
  static Convolution of(Window window, int groups, boolean channelsLast, TensorType x, Shape w) {
    Image input = Image.of(x, channelsLast);
    Convolution convolution = new Convolution(window, groups, input, input.under(window, w.dim(0)));
    convolution.requireWeights(w);
    return convolution;
  }

  Convolution requireWeights(Shape w) {
    if (!w.equals(weights())) {
      throw new IllegalStateException("weights " + w + " in place of " + weights());
    }
    return this;
  }

  /** [filters, channels / groups, height, width], whatever the layout of the images. */
  Shape weights() {
    return Shape.of(output.channels(), channelsRead(), window.kernelHeight(), window.kernelWidth());
  }

  private int channelsRead() {
    return input.channels() / groups;
  }

  /** Takes one product: the places of its factors x and w, and of the result y that it is in. */
  interface Product {
    void at(int x, int w, int y);
  }

  /** Visits every product of a number of images, by results in the order of channels. */
  void forEachProduct(int images, Product product) {
    for (int n = 0; n < images; n++) {
      for (int o = 0; o < output.channels(); o++) {
        for (int place = 0; place < output.area(); place++) {
          forEachProduct(n, o, place, product);
        }
      }
    }
  }

  private void forEachProduct(int image, int filter, int place, Product product) {
    int first = filter / (output.channels() / groups) * channelsRead();
    int y = output.at(image, filter, place);
    int[] positions = window.positions(input, place / output.width(), place % output.width());
    for (int i = 0; i < channelsRead(); i++) {
      int w = (filter * channelsRead() + i) * window.area();
      for (int k = 0; k < positions.length; k++) {
        if (positions[k] >= 0) {
          product.at(input.at(image, first + i, positions[k]), w + k, y);
        }
      }
    }
  }

  /** The work for one image if {@code batched}, else in all. */
  Cost cost(boolean batched) {
    long work = 2L * output.size() * channelsRead() * window.area();
    return batched ? new Cost(work, 0) : new Cost(0, work);
  }

  /** The convolution of a batch as the runtime's kernels take it. */
  CodeBlock spec(CodeBlock batch, Activation activation) {
    CodeBlock.Builder spec =
        CodeBlock.builder()
            .add(
                "$T.of($L, $L)",
                RuntimeNames.CONV_SPEC,
                window.spec(batch, input),
                output.channels());
    if (groups != 1) {
      spec.add(".groups($L)", groups);
    }
    if (activation != Activation.IDENTITY) {
      spec.add(".with($T.$L)", RuntimeNames.ACTIVATION, activation);
    }
    return spec.build();
  }

  /** As graphs print it: {@code 3x3 pad 1,1,1,1, groups 2, channels last}. */
  static String shown(Window window, int groups, boolean channelsLast) {
    return window
        + (groups == 1 ? "" : ", groups " + groups)
        + (channelsLast ? ", channels last" : "");
  }
}
