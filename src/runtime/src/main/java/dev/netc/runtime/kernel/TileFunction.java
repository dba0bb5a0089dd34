package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;

/**
 * An elementwise computation on short runs of elements that fit the first-level cache. The compiler
 * generates these; {@link Kernels#elementwise} calls them.
 */
@FunctionalInterface
public interface TileFunction {
  /**
   * Computes the first {@code n} elements of each output from those of the inputs; element {@code
   * j} of each output depends on element {@code j} of the inputs alone, and on the only element of
   * an input that has but one. The arrays may be longer than {@code n}. May be called by several
   * threads at once, each with tiles and arrays of its own.
   *
   * @param n at most {@link Tile#MOST}
   */
  void apply(Tile[] in, float[][] out, int n);
}
