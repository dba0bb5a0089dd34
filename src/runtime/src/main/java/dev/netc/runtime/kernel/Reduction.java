package dev.netc.runtime.kernel;

/** How elements along an axis become one. NaN among them gives NaN. */
public enum Reduction {
  /** The sum, in a fixed order, with partial sums in double. */
  SUM,
  /** The largest. */
  MAX,
  /** The smallest. */
  MIN
}
