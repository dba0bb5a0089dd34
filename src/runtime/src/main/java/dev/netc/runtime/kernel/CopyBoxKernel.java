package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.Optional;

/** Copies runs of neighbouring floats from x to y. */
final class CopyBoxKernel implements Kernel, Footprint.Known {
  private final View x;
  private final View y;
  private final BoxCursor runs;
  private final int run;

  /**
   * @param runs where each run starts in x and in y
   * @param run floats of each run
   */
  CopyBoxKernel(View x, View y, BoxCursor runs, int run) {
    this.x = x;
    this.y = y;
    this.runs = runs;
    this.run = run;
  }

  /**
   * The region of {@link Kernels#copyRegion}; the last axes are one run where both have them whole.
   */
  static Kernel region(
      View x, long[] xDims, long[] xAt, View y, long[] yDims, long[] yAt, long[] size) {
    long[] xStrides = Operands.strides(xDims);
    long[] yStrides = Operands.strides(yDims);
    long xStart = 0;
    long yStart = 0;
    for (int i = 0; i < size.length; i++) {
      xStart += xAt[i] * xStrides[i];
      yStart += yAt[i] * yStrides[i];
    }
    int axes = size.length;
    long run = 1;
    boolean whole = true;
    while (axes > 0 && whole) {
      axes--;
      run *= size[axes];
      whole = size[axes] == xDims[axes] && size[axes] == yDims[axes];
    }
    BoxCursor runs =
        new BoxCursor(
            Arrays.copyOf(size, axes),
            Arrays.copyOf(xStrides, axes),
            xStart,
            Arrays.copyOf(yStrides, axes),
            yStart);
    return new CopyBoxKernel(x, y, runs, Math.toIntExact(run));
  }

  @Override
  public Optional<Footprint> footprint() {
    return Optional.of(Footprint.of(x, y));
  }

  @Override
  public void run() {
    runs.reset();
    do {
      y.set(runs.y(), x, runs.x(), run);
    } while (runs.next());
  }
}
