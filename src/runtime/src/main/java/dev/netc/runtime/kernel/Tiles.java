package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Short arrays and runs of native memory that kernels compute on: what they write goes to an array
 * first, for C2 vectorises few loops that write to native memory. They should stay in the
 * first-level cache (32 KiB or more). Each thread has some that its kernels use one after the
 * other: tiles of their own would take the place of the kernels' operands in the caches.
 */
final class Tiles {
  /** Floats of a tile where a kernel has two, or tiles of its own. */
  static final int FLOATS = 2048;

  private static final int ALL_FLOATS = 6144;
  private static final int LEAST = 256;

  /** Floats of the largest register: loops over whole ones need no end of single steps. */
  private static final int REGISTER = 16;

  private static final int MOST = Tile.MOST;

  private static final ThreadLocal<Tiles> OF_THREAD = ThreadLocal.withInitial(Tiles::new);

  private float[][] tiles = {};
  private NativeTile[] nativeTiles = {};
  private double[] doubles = {};
  private final Tile[] inPlace = {new Tile(), new Tile()};

  private Tiles() {}

  /** Floats of each tile where a kernel has {@code tiles} of them. */
  static int floatsOfEachOf(int tiles) {
    int floats = ALL_FLOATS / Math.max(1, tiles) / REGISTER * REGISTER;
    return Math.max(LEAST, Math.min(MOST, floats));
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

  /** Sets the elements of an array to the first tiles. */
  void lend(float[][] into) {
    for (int k = 0; k < into.length; k++) {
      into[k] = get(k);
    }
  }

  /** One of two tiles for reading floats where they are. */
  Tile inPlace(int i) {
    return inPlace[i];
  }

  /** Numbers in double, as many as the longest tile has floats. */
  double[] doubles() {
    if (doubles.length == 0) {
      doubles = new double[MOST];
    }
    return doubles;
  }

  /** The same as {@link #get} in native memory. */
  NativeTile getNative(int i) {
    if (i >= nativeTiles.length) {
      int before = nativeTiles.length;
      nativeTiles = Arrays.copyOf(nativeTiles, i + 1);
      for (int k = before; k <= i; k++) {
        nativeTiles[k] = NativeTile.of(floatsOfEachOf(k + 1));
      }
    }
    return nativeTiles[i];
  }

  /**
   * A tile in native memory.
   *
   * @param floats to be read and written by index, never by its position
   * @param address of the first float
   */
  record NativeTile(FloatBuffer floats, long address) {
    /** One of so many floats, all zero. */
    static NativeTile of(int count) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(count * Float.BYTES);
      FloatBuffer floats = bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
      return new NativeTile(floats, new FloatPointer(floats).address());
    }
  }
}
