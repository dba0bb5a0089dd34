package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;

/** {@code y[o,r,i] = x[o,i]}: fills a tile with the repeated rows, then copies it out in bulk. */
final class BroadcastKernel implements Kernel {
  private final View x;
  private final View y;
  private final int outer;
  private final int repeat;
  private final int inner;
  private final int width;
  private final int copiesPerTile;
  private final float[] tile;

  BroadcastKernel(View x, View y, int outer, int repeat, int inner) {
    this.x = x;
    this.y = y;
    this.outer = outer;
    this.repeat = repeat;
    this.inner = inner;
    this.width = Math.min(inner, Tiles.FLOATS);
    this.copiesPerTile = Math.min(repeat, Tiles.FLOATS / width);
    this.tile = new float[copiesPerTile * width];
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
    x.get(o * inner + from, tile, 0, n);
    boolean wholeRows = n == inner;
    if (wholeRows) {
      fillWithCopies(n);
    }
    int step = wholeRows ? copiesPerTile : 1;
    for (int r = 0; r < repeat; r += step) {
      int copies = Math.min(step, repeat - r);
      y.set((o * repeat + r) * inner + from, tile, 0, copies * n);
    }
  }

  private void fillWithCopies(int n) {
    if (n == 1) {
      Arrays.fill(tile, tile[0]);
      return;
    }
    for (int copy = 1; copy < copiesPerTile; copy++) {
      System.arraycopy(tile, 0, tile, copy * n, n);
    }
  }
}
