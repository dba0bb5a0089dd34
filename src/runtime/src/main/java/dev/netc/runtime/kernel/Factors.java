package dev.netc.runtime.kernel;

/**
 * How the factors of matrix products and convolutions are rounded before they are multiplied.
 * Tensors hold float32 in memory, and sums are float32, whatever the factors.
 */
public enum Factors {
  FLOAT32,
  /** bfloat16: the range of float32, 8 bits of precision. */
  BF16,
  /** IEEE half precision: at most 65,504, 11 bits of precision. */
  FP16
}
