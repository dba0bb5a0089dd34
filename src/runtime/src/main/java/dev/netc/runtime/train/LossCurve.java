package dev.netc.runtime.train;

import java.util.Arrays;
import java.util.Objects;

/**
 * The loss of each training step, in bounded memory: when it is full, every other point is dropped,
 * and from then on only every second of those steps is kept. So the points are always evenly spaced
 * from step 1 on, and a function of the losses alone.
 */
public final class LossCurve {
  /** The most points kept. */
  public static final int LIMIT = 1 << 16;

  private final int limit;
  private double[] losses = new double[1 << 10];
  private int size;
  private long stride = 1;

  LossCurve() {
    this(LIMIT);
  }

  /** A curve of at most {@code limit} points, at least 2. */
  LossCurve(int limit) {
    this.limit = limit;
  }

  /** Takes up a curve where {@link #losses} and {@link #stride} left it. */
  LossCurve(double[] losses, long stride) {
    this(LIMIT);
    this.losses = losses.clone();
    this.size = losses.length;
    this.stride = stride;
  }

  /**
   * @param step 1 for the first; each once, in order
   */
  void add(long step, double loss) {
    if ((step - 1) % stride != 0) return;
    if (size == limit) {
      thin();
      if ((step - 1) % stride != 0) return;
    }
    if (size == losses.length) losses = Arrays.copyOf(losses, Math.max(16, 2 * size));
    losses[size++] = loss;
  }

  private void thin() {
    size = (size + 1) / 2;
    for (int i = 0; i < size; i++) losses[i] = losses[2 * i];
    stride *= 2;
  }

  /** How many points there are. */
  public int size() {
    return size;
  }

  /** Steps from one point to the next. */
  public long stride() {
    return stride;
  }

  /** The step of point {@code i}, 1 for the first point. */
  public long step(int i) {
    return 1 + i * stride;
  }

  /** The loss of point {@code i}. */
  public double loss(int i) {
    return losses[Objects.checkIndex(i, size)];
  }

  /** A copy of all points' losses. */
  public double[] losses() {
    return Arrays.copyOf(losses, size);
  }
}
