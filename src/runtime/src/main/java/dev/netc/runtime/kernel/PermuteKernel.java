package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reorders axes so that the last axis of y is not the last of x: transposes square blocks of the
 * plane of these two axes, so that both memories are read and written in runs.
 */
final class PermuteKernel implements Kernel, Footprint.Known {
  private static final int SIDE = 64;
  private static final int BLOCK = SIDE * SIDE;

  private final View x;
  private final View y;
  private final BoxCursor planes;

  /** The axis along which x is contiguous: its size, and one step's distance in y. */
  private final int along;

  private final int alongInY;

  /** The axis along which y is contiguous: its size, and one step's distance in x. */
  private final int across;

  private final int acrossInX;

  /** The block's size along each axis: square, or all of a short axis and more of the other. */
  private final int width;

  private final int height;
  private final float[] read = new float[BLOCK];
  private final float[] turned = new float[BLOCK];

  private PermuteKernel(View x, View y, BoxCursor planes, Axis along, Axis across) {
    this.x = x;
    this.y = y;
    this.planes = planes;
    this.along = Math.toIntExact(along.size);
    this.alongInY = Math.toIntExact(along.inY);
    this.across = Math.toIntExact(across.size);
    this.acrossInX = Math.toIntExact(across.inX);
    this.width =
        this.along < SIDE ? this.along : Math.min(this.along, BLOCK / Math.min(this.across, SIDE));
    this.height = Math.min(this.across, BLOCK / width);
  }

  /** An axis of y: its size, and one step's distance in x and in y. */
  private record Axis(long size, long inX, long inY) {}

  static Kernel of(View x, View y, long[] dims, int[] axes) {
    List<Axis> merged = merged(dims, axes);
    if (merged.isEmpty()) {
      return new CopyBoxKernel(x, y, cursor(merged), Math.toIntExact(x.size()));
    }
    Axis last = merged.remove(merged.size() - 1);
    if (last.inX == 1) {
      return new CopyBoxKernel(x, y, cursor(merged), Math.toIntExact(last.size));
    }
    Axis along = merged.stream().filter(axis -> axis.inX == 1).findFirst().orElseThrow();
    merged.remove(along);
    return new PermuteKernel(x, y, cursor(merged), along, last);
  }

  /** The axes of y without those of size 1, neighbours in both tensors made one. */
  private static List<Axis> merged(long[] dims, int[] axes) {
    long[] strides = Operands.strides(dims);
    List<Axis> merged = new ArrayList<>();
    long inY = 1;
    for (int j = axes.length - 1; j >= 0; j--) {
      Axis axis = new Axis(dims[axes[j]], strides[axes[j]], inY);
      inY *= axis.size;
      if (axis.size == 1) {
        continue;
      }
      Axis next = merged.isEmpty() ? null : merged.get(0);
      if (next != null && axis.inX == next.inX * next.size) {
        merged.set(0, new Axis(axis.size * next.size, next.inX, next.inY));
      } else {
        merged.add(0, axis);
      }
    }
    return merged;
  }

  private static BoxCursor cursor(List<Axis> axes) {
    return new BoxCursor(
        axes.stream().mapToLong(Axis::size).toArray(),
        axes.stream().mapToLong(Axis::inX).toArray(),
        0,
        axes.stream().mapToLong(Axis::inY).toArray(),
        0);
  }

  @Override
  public Optional<Footprint> footprint() {
    return Optional.of(Footprint.of(x, y));
  }

  @Override
  public void run() {
    planes.reset();
    do {
      for (int a = 0; a < along; a += width) {
        for (int b = 0; b < across; b += height) {
          block(a, Math.min(width, along - a), b, Math.min(height, across - b));
        }
      }
    } while (planes.next());
  }

  /** Transposes {@code w} by {@code h} elements. */
  private void block(int a, int w, int b, int h) {
    read(planes.x() + b * acrossInX + a, w, h);
    for (int c = 0; c < w; c++) {
      for (int r = 0; r < h; r++) {
        turned[c * h + r] = read[r * w + c];
      }
    }
    write(planes.y() + a * alongInY + b, w, h);
  }

  private void read(int from, int w, int h) {
    if (acrossInX == w) {
      x.get(from, read, 0, w * h);
      return;
    }
    for (int r = 0; r < h; r++) {
      x.get(from + r * acrossInX, read, r * w, w);
    }
  }

  private void write(int to, int w, int h) {
    if (alongInY == h) {
      y.set(to, turned, 0, w * h);
      return;
    }
    for (int c = 0; c < w; c++) {
      y.set(to + c * alongInY, turned, c * h, h);
    }
  }
}
