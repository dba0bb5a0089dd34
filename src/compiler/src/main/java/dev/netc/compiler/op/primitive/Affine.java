package dev.netc.compiler.op.primitive;

/**
 * A product of a first operand with a second one, weights, whose kernel can add a bias, a number
 * for each index of the result's last axis, and apply a function on the way out. The bias is the
 * third operand.
 */
public interface Affine extends Activated {

  boolean bias();

  /** The same product with a bias. */
  Affine withBias();

  @Override
  Affine with(Activation function);
}
