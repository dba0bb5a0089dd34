package dev.netc.runtime.kernel;

import static dev.netc.runtime.kernel.Operands.requireSize;

import dev.netc.runtime.memory.View;

/** What kernels on images ask of their operands before they are made. */
final class ImageOperands {
  private ImageOperands() {}

  /**
   * @param y the result of the convolution, or the gradient by it
   */
  static void requireConv(ConvSpec spec, View x, View w, View y) {
    requireSize("the images", x, spec.sizeOfInput());
    requireSize("the weights", w, spec.sizeOfWeights());
    requireSize("the result", y, spec.sizeOfOutput());
  }

  static void requireOptional(String name, View view, long size) {
    if (view != null) {
      requireSize(name, view, size);
    }
  }

  /**
   * @param paddingAlone whether a window may lie on padding alone
   * @param y the result of pooling, or the gradient by it
   */
  static void requirePool(WindowSpec spec, boolean paddingAlone, View x, View y) {
    requireSize("the images", x, spec.sizeOfInput());
    requireSize("the result", y, spec.sizeOfPooled());
    if (!paddingAlone && (spec.rows().missTheImage() || spec.columns().missTheImage())) {
      throw new IllegalArgumentException("a window lies on padding alone: " + spec);
    }
  }
}
