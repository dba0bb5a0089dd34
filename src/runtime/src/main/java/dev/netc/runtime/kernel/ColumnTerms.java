package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.util.List;

/** What {@link ColumnReduceKernel} reduces: a number for each element, computed tile by tile. */
interface ColumnTerms {
  /**
   * Begins with some neighbouring columns.
   *
   * @param from the first of them
   * @param n how many
   */
  default void start(int from, int n) {}

  /**
   * Sets the first {@code n} elements of a tile to the terms of as many elements from {@code at}
   * on: whole rows of the columns begun with, or one row of them.
   */
  void read(int at, float[] tile, int n);

  /** Adds the same terms to the first {@code n} elements of a tile. */
  void add(int at, float[] tile, int n);

  /** The memory that the terms of some elements are made from. */
  List<Footprint.Range> sources(long at, long n);

  /** The elements of x. */
  static ColumnTerms of(View x) {
    return new ColumnTerms() {
      @Override
      public void read(int at, float[] tile, int n) {
        x.get(at, tile, 0, n);
      }

      @Override
      public void add(int at, float[] tile, int n) {
        placed(0, x, at, n).addTo(tile, n);
      }

      @Override
      public List<Footprint.Range> sources(long at, long n) {
        return List.of(Footprint.Range.of(x, at, n));
      }
    };
  }

  /** (x - mean)², the mean being that of each column. */
  static ColumnTerms squares(View x, View mean) {
    Mean means = new Mean(mean);
    return new ColumnTerms() {
      @Override
      public void start(int from, int n) {
        means.start(from, n);
      }

      @Override
      public void read(int at, float[] tile, int n) {
        square(placed(0, x, at, n), means.tile, tile, n);
      }

      @Override
      public void add(int at, float[] tile, int n) {
        addSquare(placed(0, x, at, n), means.tile, tile, n);
      }

      @Override
      public List<Footprint.Range> sources(long at, long n) {
        return List.of(Footprint.Range.of(x, at, n), Footprint.Range.of(mean));
      }
    };
  }

  /** g · (x - mean), the mean being that of each column. */
  static ColumnTerms products(View g, View x, View mean) {
    Mean means = new Mean(mean);
    return new ColumnTerms() {
      @Override
      public void start(int from, int n) {
        means.start(from, n);
      }

      @Override
      public void read(int at, float[] tile, int n) {
        multiply(placed(0, g, at, n), placed(1, x, at, n), means.tile, tile, n);
      }

      @Override
      public void add(int at, float[] tile, int n) {
        addProduct(placed(0, g, at, n), placed(1, x, at, n), means.tile, tile, n);
      }

      @Override
      public List<Footprint.Range> sources(long at, long n) {
        return List.of(
            Footprint.Range.of(x, at, n), Footprint.Range.of(g, at, n), Footprint.Range.of(mean));
      }
    };
  }

  /** One of the thread's tiles that read in place. */
  private static Tile placed(int i, View view, int at, int n) {
    Tile tile = Tiles.ofThread().inPlace(i);
    tile.at(view, at, n);
    return tile;
  }

  private static void square(Tile x, float[] mean, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float difference = x.get(i) - mean[i];
      y[i] = difference * difference;
    }
  }

  private static void addSquare(Tile x, float[] mean, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float difference = x.get(i) - mean[i];
      y[i] += difference * difference;
    }
  }

  private static void multiply(Tile g, Tile x, float[] mean, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = g.get(i) * (x.get(i) - mean[i]);
    }
  }

  private static void addProduct(Tile g, Tile x, float[] mean, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += g.get(i) * (x.get(i) - mean[i]);
    }
  }

  /** The means of some columns, repeated over a tile of the thread that has begun with them. */
  final class Mean {
    private final View mean;
    private float[] tile = {};

    private Mean(View mean) {
      this.mean = mean;
    }

    private void start(int from, int n) {
      tile = Tiles.ofThread().get(ColumnTotals.TILES);
      mean.get(from, tile, 0, n);
      for (int filled = n; filled < ColumnTotals.TILE; filled *= 2) {
        System.arraycopy(tile, 0, tile, filled, Math.min(filled, ColumnTotals.TILE - filled));
      }
    }
  }
}
