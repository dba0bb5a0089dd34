package dev.netc.compiler.op.primitive;

import dev.netc.compiler.ir.Primitive;

/**
 * An operation on images. Programs have them as [channels, height, width]; kernels are faster on
 * [height, width, channels], so a rewrite changes the layout. The reference evaluates both.
 */
public interface Spatial extends Primitive {

  /** Whether images are [height, width, channels]. */
  boolean channelsLast();

  /** The same operation on images [height, width, channels]. */
  Primitive withChannelsLast();

  /** Whether an operand is an image, whose layout is the operation's. */
  boolean isImage(int operand);

  /** Whether the result is an image. */
  default boolean givesImage() {
    return true;
  }
}
