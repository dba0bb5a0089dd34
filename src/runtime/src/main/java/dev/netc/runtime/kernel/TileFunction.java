package dev.netc.runtime.kernel;

/**
 * An elementwise computation on short runs of elements that fit the first-level cache. The compiler
 * generates these; {@link Kernels#elementwise} calls them.
 */
@FunctionalInterface
public interface TileFunction {
  /**
   * Computes {@code out[k][0..n-1]} from {@code in[k][0..n-1]}; element {@code j} of each output
   * depends on element {@code j} of the inputs alone. A scalar input is in {@code in[k][0]} (and in
   * every other element up to {@code n}). The arrays may be longer than {@code n}; no output array
   * is an input array. May be called by several threads at once, each with arrays of its own.
   */
  void apply(float[][] in, float[][] out, int n);
}
