package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;

/** Softmax with cross entropy from the logits: {@code Σ_c t[c] · (logsumexp(x) - x[c])} per row. */
final class CrossEntropyKernel implements Kernel, Footprint.Known {
  private final View logits;
  private final View target;
  private final boolean dense;
  private final View loss;
  private final int from;
  private final int to;
  private final int columns;
  private final SoftmaxTile tile;
  private final float[] t;

  /**
   * @param from the first row
   * @param to the row after the last
   */
  CrossEntropyKernel(
      View logits, View target, boolean dense, View loss, int from, int to, int columns) {
    this.logits = logits;
    this.target = target;
    this.dense = dense;
    this.loss = loss;
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
            Footprint.Range.ofRows(target, from, to, dense ? columns : 1));
    return Optional.of(new Footprint(reads, List.of(Footprint.Range.ofRows(loss, from, to, 1))));
  }

  @Override
  public void run() {
    for (int row = from; row < to; row += tile.capacity) {
      int count = Math.min(tile.capacity, to - row);
      tile.read(logits, row, count);
      int width = dense ? columns : 1;
      target.get((long) row * width, t, 0, count * width);
      for (int r = 0; r < count; r++) {
        loss.set(row + r, (float) (dense ? denseLoss(r) : indexLoss(r, row + r)));
      }
    }
  }

  private double indexLoss(int r, int row) {
    int label = IndexOutOfRange.checked(t[r], row, columns);
    // The difference first: beside logits of 10⁴ the logarithm would lose its digits.
    return tile.max[r] - tile.x[r * columns + label] + FloatMath.log(tile.sum[r]);
  }

  private double denseLoss(int r) {
    double log = FloatMath.log(tile.sum[r]);
    double sum = 0;
    for (int i = r * columns; i < (r + 1) * columns; i++) {
      // 0 · ∞ must not make NaN of a class that is not the target.
      if (t[i] != 0) {
        sum += t[i] * (tile.max[r] - tile.x[i] + log);
      }
    }
    return sum;
  }
}
