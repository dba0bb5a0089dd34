package dev.netc.compiler.op.primitive;

import dev.netc.compiler.ir.Primitive;

/**
 * A product of a first operand with a second one, weights, whose kernel can add a bias, a number
 * for each index of the result's last axis, and apply a function on the way out. The bias is the
 * third operand.
 */
public interface Affine extends Primitive {

  boolean bias();

  Activation activation();

  /** The same product with a bias. */
  Affine withBias();

  /** The same product, and then a function. */
  Affine with(Activation function);
}
