package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Adds rows to the indexed rows of a table that starts at zero. */
final class ScatterAddKernel implements Kernel {
  private final View g;
  private final View index;
  private final View table;
  private final Kernel zero;
  private final int rows;
  private final int width;
  private final int count;
  private final float[] row;
  private final float[] added;

  ScatterAddKernel(View g, View index, View table, int rows, int width) {
    this.g = g;
    this.index = index;
    this.table = table;
    this.zero = new FillKernel(table, 0);
    this.rows = rows;
    this.width = width;
    this.count = Math.toIntExact(index.size());
    this.row = new float[width];
    this.added = new float[width];
  }

  @Override
  public void run() {
    zero.run();
    for (int j = 0; j < count; j++) {
      int at = IndexOutOfRange.checked(index.get(j), j, rows) * width;
      table.get(at, row, 0, width);
      g.get(j * width, added, 0, width);
      for (int i = 0; i < width; i++) {
        row[i] += added[i];
      }
      table.set(at, row, 0, width);
    }
  }
}
