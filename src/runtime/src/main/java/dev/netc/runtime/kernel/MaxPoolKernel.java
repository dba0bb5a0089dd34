package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The largest number under each window, channel by channel, and a function of it: some rows of
 * windows.
 */
final class MaxPoolKernel implements Kernel, Footprint.Known {
  private final Activation activation;
  private final View x;
  private final View y;
  private final Taps rows;
  private final Taps columns;
  private final int channels;
  private final int from;
  private final int to;
  private final float[] row;
  private final float[] column;
  private final float[] moved;
  private final float[] largest;

  /**
   * @param from the first row of windows, counted over all images
   * @param to the row after the last
   */
  MaxPoolKernel(WindowSpec spec, Activation f, View x, View y, int from, int to) {
    this.activation = f;
    this.x = x;
    this.y = y;
    this.rows = spec.rows();
    this.columns = spec.columns();
    this.channels = spec.channels();
    this.from = from;
    this.to = to;
    this.row = new float[columns.size * channels];
    this.column = new float[row.length];
    this.moved = new float[columns.windows * channels];
    this.largest = new float[moved.length];
  }

  @Override
  public Optional<Footprint> footprint() {
    long windows = largest.length;
    Footprint.Range written = Footprint.Range.of(y, from * windows, (to - from) * windows);
    return Optional.of(new Footprint(List.of(Footprint.Range.of(x)), List.of(written)));
  }

  @Override
  public void run() {
    for (int r = from; r < to; r++) {
      findLargestOfColumns(r / rows.windows, r % rows.windows);
      Arrays.fill(largest, Float.NEGATIVE_INFINITY);
      for (int k = 0; k < columns.kernel; k++) {
        PixelRow.gather(columns, k, channels, column, moved, Float.NEGATIVE_INFINITY);
        max(largest, moved);
      }
      BiasActivation.activate(activation, largest, largest.length);
      y.set((long) r * largest.length, largest, 0, largest.length);
    }
  }

  /** Of the rows under window row i; then few numbers are left to move. */
  private void findLargestOfColumns(int image, int i) {
    Arrays.fill(column, Float.NEGATIVE_INFINITY);
    for (int k = 0; k < rows.kernel; k++) {
      int at = rows.at(i, k);
      if (at != Taps.PADDING) {
        x.get((long) (image * rows.size + at) * row.length, row, 0, row.length);
        max(column, row);
      }
    }
  }

  private static void max(float[] largest, float[] other) {
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], other[i]);
    }
  }
}
