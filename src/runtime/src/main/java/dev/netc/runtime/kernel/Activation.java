package dev.netc.runtime.kernel;

/** What a matrix product may apply to its result before writing it. */
public enum Activation {
  /** y = x. */
  IDENTITY,
  /** y = max(x, 0); NaN for NaN, so that it does not go unseen; 0 or NaN for -∞. */
  RELU,
  /** y = 1 / (1 + e^-x). */
  SIGMOID,
  /** y = tanh x. */
  TANH
}
