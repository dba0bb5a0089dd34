package dev.netc.compiler.op.primitive;

import dev.netc.compiler.ir.Primitive;
import java.util.Arrays;
import java.util.Optional;

/** Functions that a kernel applies to its result on the way out. */
public enum Activation {
  IDENTITY,
  RELU,
  SIGMOID,
  TANH;

  /** The activation that is the same function as an elementwise operation. */
  public static Optional<Activation> of(Primitive op) {
    return Arrays.stream(values())
        .filter(a -> op instanceof Elementwise e && e.name().equals(a.name()))
        .findFirst();
  }

  /** The value in float64. */
  public double value(double x) {
    return this == IDENTITY ? x : Elementwise.valueOf(name()).value(x);
  }
}
