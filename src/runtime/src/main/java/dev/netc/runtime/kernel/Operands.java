package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/** What kernels ask of their operands before they are made. */
final class Operands {
  private Operands() {}

  /**
   * The product of sizes.
   *
   * @throws IllegalArgumentException if one is negative or the product is no long
   */
  static long product(long... sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("a size cannot be " + size);
      }
      try {
        product = Math.multiplyExact(product, size);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("a tensor of these sizes is too large", e);
      }
    }
    return product;
  }

  /**
   * @throws IllegalArgumentException if the view does not have exactly {@code size} floats
   * @throws IllegalStateException if it has more than tiles can be copied from
   */
  static void requireSize(String name, View view, long size) {
    requireFloats(name, view, size);
    view.buffer();
  }

  private static void requireFloats(String name, View view, long size) {
    if (view.size() != size) {
      throw new IllegalArgumentException(
          "%s has %d floats where %d are needed".formatted(name, view.size(), size));
    }
  }

  static void requireMatMul(MatMulSpec spec, View a, View b, View bias, View y) {
    requireFloats("a", a, spec.sizeOfA());
    requireFloats("b", b, spec.sizeOfB());
    if (bias != null) {
      requireFloats("the bias", bias, spec.n());
    }
    requireFloats("y", y, spec.sizeOfY());
  }

  static void requireRows(View x, View y, int rows, int columns) {
    requirePositive(rows, columns);
    requireSize("x", x, product(rows, columns));
    requireSize("y", y, x.size());
  }

  /** {@code whole} is [outer, axis, inner] and {@code without} has the axis left out. */
  static void requireAxis(View whole, View without, long outer, long axis, long inner) {
    requirePositive(outer, axis, inner);
    requireSize("the tensor with the axis", whole, product(outer, axis, inner));
    requireSize("the tensor without the axis", without, product(outer, inner));
  }

  /** A box of {@code size} at {@code at} lies in a tensor of {@code dims}. */
  static void requireBox(String name, View view, long[] dims, long[] at, long[] size) {
    requireSize(name, view, product(dims));
    requirePositive(size);
    boolean inside = at.length == dims.length && size.length == dims.length;
    for (int i = 0; inside && i < dims.length; i++) {
      inside = at[i] >= 0 && at[i] <= dims[i] - size[i];
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "a box of %s at %s does not lie in %s, which is %s"
              .formatted(Arrays.toString(size), Arrays.toString(at), name, Arrays.toString(dims)));
    }
  }

  static void requirePositive(long... sizes) {
    for (long size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("a size must be at least 1, not " + size);
      }
    }
  }

  /** Row-major strides of a shape. */
  static long[] strides(long[] dims) {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strides;
  }
}
