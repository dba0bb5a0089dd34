package dev.netc.runtime.kernel;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;

/**
 * Reduces rows to one by one, in tiles of several rows: a whole tile is added to another, so that
 * the loops run over contiguous floats however narrow the rows are.
 */
final class ColumnTotals {
  /**
   * Tiles added in float, where C2 vectorises, before their sum goes to a total in double: the
   * error is at most that many last places, and one for each time that the rows of a tile are
   * halved, whatever the number of rows.
   */
  private static final int TILES_IN_FLOAT = 16;

  /** Tiles of a thread that this uses; the terms may use one more. */
  static final int TILES = 2;

  /** Floats of a tile: what each of them has. */
  static final int TILE = Tiles.floatsOfEachOf(TILES + 1);

  private final Reduction op;
  private final ColumnTerms terms;

  ColumnTotals(Reduction op, ColumnTerms terms) {
    this.op = op;
    this.terms = terms;
  }

  /** The memory that is read for some elements. */
  List<Footprint.Range> sources(long at, long n) {
    return terms.sources(at, n);
  }

  /**
   * Reduces neighbouring columns.
   *
   * @param at the first element
   * @param rows how many, {@code inner} elements apart
   * @param n columns: all of a row, or up to a tile of them
   * @param into gets a number for each column
   */
  void reduce(int at, int rows, int inner, int n, double[] into) {
    Tiles tiles = Tiles.ofThread();
    float[] partial = tiles.get(0);
    float[] tile = tiles.get(1);
    terms.start(at % inner, n);
    int rowsOfTile = n == inner ? Math.max(1, Math.min(rows, TILE / n)) : 1;
    int tilesTogether = op == Reduction.SUM ? TILES_IN_FLOAT : Integer.MAX_VALUE;
    Arrays.fill(into, 0, n, 0);
    int pending = 0;
    for (int row = 0; row < rows; row += rowsOfTile) {
      int rowsHere = Math.min(rowsOfTile, rows - row);
      int first = at + row * inner;
      if (pending == 0) {
        terms.read(first, partial, rowsHere * n);
      } else if (op == Reduction.SUM) {
        terms.add(first, partial, rowsHere * n);
      } else {
        terms.read(first, tile, rowsHere * n);
        include(partial, tile, rowsHere * n);
      }
      pending++;
      if (pending == tilesTogether || row + rowsOfTile >= rows) {
        fold(partial, tile, pending == 1 ? rowsHere : rowsOfTile, n);
        add(into, partial, n);
        pending = 0;
      }
    }
    Reference.reachabilityFence(this); // A tile does not keep the memory.
  }

  /** Reduces the rows of a tile to its first one, half of them at a time. */
  private void fold(float[] partial, float[] other, int rows, int n) {
    for (int left = rows; left > 1; ) {
      int kept = (left + 1) / 2;
      int moved = (left - kept) * n;
      System.arraycopy(partial, kept * n, other, 0, moved); // C2 vectorises with two arrays only.
      include(partial, other, moved);
      left = kept;
    }
  }

  private void include(float[] partial, float[] tile, int n) {
    switch (op) {
      case SUM -> add(partial, tile, n);
      case MAX -> max(partial, tile, n);
      case MIN -> min(partial, tile, n);
    }
  }

  private static void add(float[] partial, float[] tile, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] += tile[i];
    }
  }

  private static void max(float[] partial, float[] tile, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] = Math.max(partial[i], tile[i]);
    }
  }

  private static void min(float[] partial, float[] tile, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] = Math.min(partial[i], tile[i]);
    }
  }

  private static void add(double[] total, float[] partial, int n) {
    for (int i = 0; i < n; i++) {
      total[i] += partial[i];
    }
  }

  static double combine(Reduction op, double a, double b) {
    return switch (op) {
      case SUM -> a + b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }
}
