package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/** The index of the first largest element along the axis of x, [outer, axis, inner]. */
final class ArgmaxKernel implements Kernel {
  private final View x;
  private final View y;
  private final int outer;
  private final int axis;
  private final int inner;
  private final int width;
  private final int rowsPerTile;
  private final float[] tile;
  private final float[] largest;
  private final float[] index;

  ArgmaxKernel(View x, View y, int outer, int axis, int inner) {
    this.x = x;
    this.y = y;
    this.outer = outer;
    this.axis = axis;
    this.inner = inner;
    this.width = Math.min(inner, Tiles.FLOATS);
    this.rowsPerTile = Math.min(axis, Tiles.FLOATS / width);
    this.tile = new float[rowsPerTile * width];
    this.largest = new float[width];
    this.index = new float[width];
  }

  @Override
  public void run() {
    for (int o = 0; o < outer; o++) {
      for (int from = 0; from < inner; from += width) {
        columns(o, from, Math.min(width, inner - from));
      }
    }
  }

  private void columns(int o, int from, int n) {
    Arrays.fill(largest, 0, n, Float.NEGATIVE_INFINITY);
    Arrays.fill(index, 0, n, 0);
    for (int row = 0; row < axis; row += rowsPerTile) {
      int rows = Math.min(rowsPerTile, axis - row);
      int floats = width == inner ? rows * inner : n;
      x.get((o * axis + row) * inner + from, tile, 0, floats);
      for (int r = 0; r < rows; r++) {
        include(row + r, r * width, n);
      }
    }
    y.set(o * inner + from, index, 0, n);
  }

  private void include(int row, int at, int n) {
    for (int i = 0; i < n; i++) {
      float value = tile[at + i];
      if (value > largest[i] || Float.isNaN(value) && !Float.isNaN(largest[i])) {
        largest[i] = value;
        index[i] = row;
      }
    }
  }
}
