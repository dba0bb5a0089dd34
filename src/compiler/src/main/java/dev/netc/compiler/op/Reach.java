package dev.netc.compiler.op;

import java.util.List;

/**
 * How far one element of a result sees along an axis of the image that it is computed from.
 *
 * @param span elements of the image, from the first to the last
 * @param stride elements from what one element sees to what its neighbour sees; less than 1 where
 *     the result is larger than the image
 */
public record Reach(double span, double stride) {
  /** Each element sees the one in its place. */
  public static final Reach POINT = new Reach(1, 1);

  /** For an operation whose results see the whole image. */
  public static final List<Reach> EVERYTHING = List.of();
}
