package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;

/** The gradient of {@link CrossEntropyKernel}: {@code g · (softmax(x) · Σt - t)} per row. */
final class CrossEntropyGradientKernel implements Kernel, Footprint.Known {
  private final View logits;
  private final View target;
  private final boolean dense;
  private final View g;
  private final boolean oneFactor;
  private final View gradient;
  private final int from;
  private final int to;
  private final int columns;
  private final SoftmaxTile tile;
  private final float[] t;

  /**
   * @param from the first row
   * @param to the row after the last
   */
  CrossEntropyGradientKernel(
      View logits,
      View target,
      boolean dense,
      View g,
      View gradient,
      int from,
      int to,
      int columns) {
    this.logits = logits;
    this.target = target;
    this.dense = dense;
    this.g = g;
    this.oneFactor = g.size() == 1;
    this.gradient = gradient;
    this.from = from;
    this.to = to;
    this.columns = columns;
    this.tile = new SoftmaxTile(to - from, columns);
    this.t = new float[tile.capacity * (dense ? columns : 1)];
  }

  @Override
  public Optional<Footprint> footprint() {
    List<Footprint.Range> reads =
        List.of(
            Footprint.Range.ofRows(logits, from, to, columns),
            Footprint.Range.ofRows(target, from, to, dense ? columns : 1),
            oneFactor ? Footprint.Range.of(g) : Footprint.Range.ofRows(g, from, to, 1));
    return Optional.of(
        new Footprint(reads, List.of(Footprint.Range.ofRows(gradient, from, to, columns))));
  }

  @Override
  public void run() {
    for (int row = from; row < to; row += tile.capacity) {
      int count = Math.min(tile.capacity, to - row);
      tile.read(logits, row, count);
      int width = dense ? columns : 1;
      target.get((long) row * width, t, 0, count * width);
      for (int r = 0; r < count; r++) {
        double factor = g.get(oneFactor ? 0 : row + r);
        if (dense) {
          denseRow(r, factor);
        } else {
          indexRow(r, row + r, factor);
        }
      }
      gradient.set((long) row * columns, tile.x, 0, count * columns);
    }
  }

  private void indexRow(int r, int row, double factor) {
    int label = IndexOutOfRange.checked(t[r], row, columns);
    int start = r * columns;
    double scale = factor / tile.sum[r];
    tile.scale(r, scale);
    // softmax - 1 from the other classes: exact even where the softmax rounds to 1.
    tile.x[start + label] = (float) (-tile.sumOfOthers(r, label) * scale);
  }

  private void denseRow(int r, double factor) {
    int start = r * columns;
    double total = 0;
    for (int i = start; i < start + columns; i++) {
      total += t[i];
    }
    double scale = total / tile.sum[r];
    for (int i = start; i < start + columns; i++) {
      tile.x[i] = (float) (factor * (tile.exponentials[i] * scale - t[i]));
    }
  }
}
