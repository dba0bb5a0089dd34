package dev.netc.compiler.op.primitive;

import dev.netc.compiler.ir.Primitive;

/** An operation whose kernel can apply a function to its result on the way out. */
public interface Activated extends Primitive {

  Activation activation();

  /** The same operation, and then a function. */
  Activated with(Activation function);
}
