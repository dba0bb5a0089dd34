package dev.netc.runtime.kernel;

import java.util.Arrays;

/**
 * The {@code float[]} tiles that kernels compute on. C2 vectorises loops over arrays, not over
 * direct buffers, so kernels copy tiles in and out in bulk; they should stay in the first-level
 * cache (32 KiB or more) between the two copies. Each thread has tiles that its kernels use one
 * after the other: tiles of their own would take the place of the kernels' operands in the caches.
 */
final class Tiles {
  /** Floats of a tile where a kernel has two, or tiles of its own. */
  static final int FLOATS = 2048;

  private static final int ALL_FLOATS = 4096;
  private static final int LEAST = 256;
  private static final int MOST = 4096;

  private static final ThreadLocal<Tiles> OF_THREAD = ThreadLocal.withInitial(Tiles::new);

  private float[][] tiles = {};

  private Tiles() {}

  /** Floats of each tile where a kernel has {@code tiles} of them. */
  static int floatsOfEachOf(int tiles) {
    return Math.max(LEAST, Math.min(MOST, ALL_FLOATS / Math.max(1, tiles)));
  }

  /**
   * The tiles of this thread. What is in them is lost as soon as another kernel runs.
   *
   * @see #get
   */
  static Tiles ofThread() {
    return OF_THREAD.get();
  }

  /**
   * A tile, the same one each time, of at least {@link #floatsOfEachOf} so many floats as a kernel
   * has with tiles up to this one.
   */
  float[] get(int i) {
    if (i >= tiles.length) {
      int before = tiles.length;
      tiles = Arrays.copyOf(tiles, i + 1);
      for (int k = before; k <= i; k++) {
        tiles[k] = new float[floatsOfEachOf(k + 1)];
      }
    }
    return tiles[i];
  }

  /**
   * Sets the elements of an array to tiles.
   *
   * @param first of the tiles
   */
  void lend(float[][] into, int first) {
    for (int k = 0; k < into.length; k++) {
      into[k] = get(first + k);
    }
  }
}
