package dev.netc.compiler.op;

import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;

/**
 * What is known of a value before anything runs.
 *
 * @param index whether the numbers are indices (of classes, of words)
 */
public record ValueType(TensorType tensor, boolean index) {

  public static ValueType of(TensorType tensor) {
    return new ValueType(tensor, false);
  }

  public static ValueType indices(TensorType tensor) {
    return new ValueType(tensor, true);
  }

  public Shape shape() {
    return tensor.shape();
  }

  public boolean batched() {
    return tensor.batched();
  }

  /** The same kind of value with another shape. */
  public ValueType with(Shape shape) {
    return new ValueType(tensor.with(shape), index);
  }

  /** As messages show it: the shape, without the batch. */
  @Override
  public String toString() {
    return index ? "int " + shape() : shape().toString();
  }
}
