package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/**
 * Reduces x of [outer, axis, inner] over the axis, row by row: the loops run along contiguous
 * memory, also where the axis is the batch.
 */
final class ColumnReduceKernel implements Kernel {
  /**
   * Rows added in float, where C2 vectorises, before their sum goes to a total in double: the error
   * is at most 16 last places, whatever the number of rows.
   */
  private static final int ROWS_IN_FLOAT = 16;

  /**
   * From this width on, rows are read one by one, so that each begins the tile; shorter ones are
   * read together and moved. C2 does not vectorise loops over arrays from different indices on.
   */
  private static final int WIDE = 64;

  private final Reduction op;
  private final View x;
  private final View y;
  private final int outer;
  private final int axis;
  private final int inner;
  private final float scale;
  private final int width;
  private final int rowsPerTile;
  private final float[] tile;
  private final float[] moved;
  private final float[] partial;
  private final double[] total;

  ColumnReduceKernel(Reduction op, View x, View y, int outer, int axis, int inner, float scale) {
    this.op = op;
    this.x = x;
    this.y = y;
    this.outer = outer;
    this.axis = axis;
    this.inner = inner;
    this.scale = scale;
    this.width = Math.min(inner, Tiles.FLOATS);
    this.rowsPerTile = width < WIDE ? Math.min(axis, Tiles.FLOATS / width) : 1;
    this.tile = new float[rowsPerTile * width];
    this.moved = new float[width];
    this.partial = new float[width];
    this.total = new double[width];
  }

  @Override
  public void run() {
    for (int o = 0; o < outer; o++) {
      for (int from = 0; from < inner; from += width) {
        columns(o, from, Math.min(width, inner - from));
      }
    }
  }

  /** Reduces {@code n} neighbouring columns. */
  private void columns(int o, int from, int n) {
    Arrays.fill(total, 0, n, 0);
    int pending = 0;
    for (int row = 0; row < axis; row += rowsPerTile) {
      int rows = Math.min(rowsPerTile, axis - row);
      read(o, row, rows, from, n);
      for (int r = 0; r < rows; r++) {
        include(r * width, n, pending == 0);
        pending++;
        if (op == Reduction.SUM && pending == ROWS_IN_FLOAT) {
          addToTotal(n);
          pending = 0;
        }
      }
    }
    if (op == Reduction.SUM) {
      if (pending > 0) {
        addToTotal(n);
      }
      write(o * inner + from, n);
    } else {
      scaleAndWrite(o * inner + from, n);
    }
  }

  private void read(int o, int row, int rows, int from, int n) {
    int start = (o * axis + row) * inner + from;
    if (width == inner) {
      x.get(start, tile, 0, rows * inner);
    } else {
      x.get(start, tile, 0, n);
    }
  }

  private void include(int at, int n, boolean first) {
    if (first) {
      System.arraycopy(tile, at, partial, 0, n);
      return;
    }
    float[] row = tile;
    if (at > 0) {
      System.arraycopy(tile, at, moved, 0, n);
      row = moved;
    }
    switch (op) {
      case SUM -> add(partial, row, n);
      case MAX -> max(partial, row, n);
      case MIN -> min(partial, row, n);
    }
  }

  private static void add(float[] partial, float[] row, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] += row[i];
    }
  }

  private static void max(float[] partial, float[] row, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] = Math.max(partial[i], row[i]);
    }
  }

  private static void min(float[] partial, float[] row, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] = Math.min(partial[i], row[i]);
    }
  }

  private void addToTotal(int n) {
    for (int i = 0; i < n; i++) {
      total[i] += partial[i];
    }
  }

  private void write(int at, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] = (float) (scale * total[i]);
    }
    y.set(at, partial, 0, n);
  }

  private void scaleAndWrite(int at, int n) {
    for (int i = 0; i < n; i++) {
      partial[i] = scale * partial[i];
    }
    y.set(at, partial, 0, n);
  }
}
