package dev.netc.compiler.rewrite;

import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;

/** How an elementwise loop can read an operand of a type for a result of a type. */
enum OperandLayout {
  /** Element by element: it has the elements of the result in their order. */
  FULL,
  /** One number for all elements. */
  SCALAR,
  /** Over and over: it is the same for each sample, and its axes are the result's last ones. */
  PERIODIC,
  /** Not at all: it must be broadcast before. */
  STRETCHED;

  static OperandLayout of(TensorType operand, TensorType result) {
    if (operand.batched() == result.batched() && operand.size() == result.size()) {
      return FULL;
    } else if (operand.isScalar()) {
      return SCALAR;
    }
    return !operand.batched() && isSuffix(withoutLeadingOnes(operand.shape()), result.shape())
        ? PERIODIC
        : STRETCHED;
  }

  private static Shape withoutLeadingOnes(Shape shape) {
    int first = 0;
    while (first < shape.rank() && shape.dim(first) == 1) {
      first++;
    }
    return new Shape(shape.dims().subList(first, shape.rank()));
  }

  private static boolean isSuffix(Shape end, Shape whole) {
    int lead = whole.rank() - end.rank();
    return lead >= 0 && whole.dims().subList(lead, whole.rank()).equals(end.dims());
  }
}
