package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;

/**
 * Rounds what decays from step to step to multiples of a tiny number. A mean of gradients that have
 * become 0, as those of a unit that no sample activates, shrinks by the same factor in each step.
 * It would reach the floats below 2^-126 and, since the least of them times 0.9 rounds to itself,
 * stay there; processors compute up to a hundred times as long with those. The multiples are so
 * small that weights do not feel them, and so large that products with learning rates are no such
 * numbers either.
 */
final class Grain {
  /** Multiples of 2^-103, about 10^-31. */
  private static final double OF_MEAN = 0x1p-80;

  /** Multiples of 2^-123, about 10^-37: the root, which divides, is far below ε all the same. */
  private static final double OF_SQUARES = 0x1p-100;

  private Grain() {}

  /** A mean or sum of gradients, old ones counting less. */
  static Node ofMean(Algebra m, Node mean) {
    return rounded(m, mean, OF_MEAN);
  }

  /** A mean of their squares. */
  static Node ofSquares(Algebra m, Node squares) {
    return rounded(m, squares, OF_SQUARES);
  }

  /**
   * A float sum with a number has no smaller parts than that number's last place, which is 2^-23 of
   * it, or half of that where x is negative. Larger x stay as they are, but for one last place
   * where the number is half of x's last place. What shrinks by a factor ends at 0 or at a few
   * multiples.
   */
  private static Node rounded(Algebra m, Node x, double large) {
    return m.shift(-large, m.shift(large, x));
  }
}
