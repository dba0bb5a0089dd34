package dev.netc.runtime.kernel;

import java.util.Arrays;

/** Walks over all indices of a box in row-major order, keeping the position in two tensors. */
final class BoxCursor {
  private final int[] dims;
  private final int[] xStrides;
  private final int[] yStrides;
  private final int xStart;
  private final int yStart;
  private final int[] index;
  private int x;
  private int y;

  /**
   * @param dims the box; no dims at all is a box of one index
   * @param xStrides how far one step along each axis moves in x
   * @param yStrides how far one step along each axis moves in y
   */
  BoxCursor(long[] dims, long[] xStrides, long xStart, long[] yStrides, long yStart) {
    this.dims = ints(dims);
    this.xStrides = ints(xStrides);
    this.yStrides = ints(yStrides);
    this.xStart = Math.toIntExact(xStart);
    this.yStart = Math.toIntExact(yStart);
    this.index = new int[dims.length];
    reset();
  }

  private static int[] ints(long[] values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      ints[i] = Math.toIntExact(values[i]);
    }
    return ints;
  }

  /** Goes to the first index. */
  void reset() {
    Arrays.fill(index, 0);
    x = xStart;
    y = yStart;
  }

  /** Goes to the next index; false, and back to the first, after the last. */
  boolean next() {
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      index[axis]++;
      x += xStrides[axis];
      y += yStrides[axis];
      if (index[axis] < dims[axis]) {
        return true;
      }
      index[axis] = 0;
      x -= dims[axis] * xStrides[axis];
      y -= dims[axis] * yStrides[axis];
    }
    return false;
  }

  /** Where the index lies in x. */
  int x() {
    return x;
  }

  /** Where the index lies in y. */
  int y() {
    return y;
  }
}
