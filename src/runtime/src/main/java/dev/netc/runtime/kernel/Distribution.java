package dev.netc.runtime.kernel;

/** What random numbers are drawn from, with its two parameters {@code a} and {@code b}. */
public enum Distribution {
  /** Uniform in [a, b). */
  UNIFORM,
  /** Normal with mean a and standard deviation b. */
  NORMAL,
  /** 1 with probability a, else 0; b is unused. */
  BERNOULLI
}
