package dev.netc.runtime.kernel;

import java.util.Arrays;

/**
 * Reduces rows to one by one, in tiles of several rows: a whole tile is added to another, so that
 * the loops run over contiguous floats however narrow the rows are.
 */
final class ColumnTotals {
  /**
   * Tiles added in float, where C2 vectorises, before their sum goes to a total in double: the
   * error is at most 16 last places, whatever the number of rows.
   */
  private static final int TILES_IN_FLOAT = 16;

  /** Floats of a tile: few, since every piece of every reduction has some. */
  static final int TILE = 1024;

  private final Reduction op;
  private final ColumnTerms terms;
  private final float[] tile = new float[TILE];
  private final float[] partial = new float[TILE];
  private final double[] total = new double[TILE];

  ColumnTotals(Reduction op, ColumnTerms terms) {
    this.op = op;
    this.terms = terms;
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
    terms.start(at % inner, n);
    int rowsOfTile = n == inner ? Math.max(1, Math.min(rows, TILE / n)) : 1;
    int size = rowsOfTile * n;
    int pending = 0;
    Arrays.fill(total, 0, size, 0);
    for (int row = 0; row < rows; row += rowsOfTile) {
      int count = Math.min(rowsOfTile, rows - row) * n;
      terms.read(at + row * inner, row == 0 ? partial : tile, count);
      if (row > 0) {
        include(count);
      }
      if (op == Reduction.SUM && ++pending == TILES_IN_FLOAT) {
        addToTotal(size);
        pending = 0;
      }
    }
    addToTotal(size);
    fold(n, size, into);
  }

  private void include(int n) {
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

  private void addToTotal(int n) {
    for (int i = 0; i < n; i++) {
      total[i] += partial[i];
    }
    Arrays.fill(partial, 0, n, 0);
  }

  /** Reduces the rows of the total. */
  private void fold(int n, int size, double[] into) {
    System.arraycopy(total, 0, into, 0, n);
    for (int row = n; row < size; row += n) {
      switch (op) {
        case SUM -> addRow(into, total, row, n);
        case MAX, MIN -> combineRow(row, n, into);
      }
    }
  }

  private static void addRow(double[] into, double[] total, int row, int n) {
    for (int c = 0; c < n; c++) {
      into[c] += total[row + c];
    }
  }

  private void combineRow(int row, int n, double[] into) {
    for (int c = 0; c < n; c++) {
      into[c] = combine(op, into[c], total[row + c]);
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
