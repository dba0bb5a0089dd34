package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Copies the indexed rows of a table. */
final class GatherKernel implements Kernel {
  private final View table;
  private final View index;
  private final View y;
  private final int rows;
  private final int width;
  private final int count;

  GatherKernel(View table, View index, View y, int rows, int width) {
    this.table = table;
    this.index = index;
    this.y = y;
    this.rows = rows;
    this.width = width;
    this.count = Math.toIntExact(index.size());
  }

  @Override
  public void run() {
    for (int j = 0; j < count; j++) {
      int row = IndexOutOfRange.checked(index.get(j), j, rows);
      y.set(j * width, table, row * width, width);
    }
  }
}
