package dev.netc.runtime.kernel;

/**
 * Sizes of the {@code float[]} tiles that kernels compute on. C2 vectorises loops over arrays, not
 * over direct buffers, so kernels copy tiles in and out in bulk; they should stay in the
 * first-level cache (32 KiB or more) between the two copies.
 */
final class Tiles {
  /** Floats of a tile where a kernel has two or three. */
  static final int FLOATS = 2048;

  private static final int ALL_FLOATS = 8192;
  private static final int LEAST = 1024;
  private static final int MOST = 4096;

  private Tiles() {}

  /** Floats of each tile where a kernel has {@code tiles} of them. */
  static int floatsOfEachOf(int tiles) {
    return Math.max(LEAST, Math.min(MOST, ALL_FLOATS / Math.max(1, tiles)));
  }
}
