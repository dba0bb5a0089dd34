package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Optional;

/** Reduces each contiguous row of x to one number. */
final class RowReduceKernel implements Kernel, Footprint.Known {
  private final Reduction op;
  private final View x;
  private final View y;
  private final int rows;
  private final int length;
  private final float scale;
  private final float[] tile;
  private final int rowsPerTile;
  private final float[] results;

  RowReduceKernel(Reduction op, View x, View y, int rows, int length, float scale) {
    this.op = op;
    this.x = x;
    this.y = y;
    this.rows = rows;
    this.length = length;
    this.scale = scale;
    this.rowsPerTile = Math.max(1, Math.min(rows, Tiles.FLOATS / length));
    this.tile = new float[Math.min(Tiles.FLOATS, rowsPerTile * length)];
    this.results = new float[rowsPerTile];
  }

  @Override
  public Optional<Footprint> footprint() {
    return Optional.of(Footprint.of(x, y));
  }

  @Override
  public void run() {
    for (int row = 0; row < rows; row += rowsPerTile) {
      int n = Math.min(rowsPerTile, rows - row);
      if (length <= tile.length) {
        x.get(row * length, tile, 0, n * length);
        for (int r = 0; r < n; r++) {
          results[r] = scale * (float) reduce(r * length, length);
        }
      } else {
        results[0] = scale * (float) longRow(row * length);
      }
      y.set(row, results, 0, n);
    }
  }

  private double longRow(int start) {
    double result = op == Reduction.SUM ? 0 : Float.NaN;
    for (int at = 0; at < length; at += tile.length) {
      int n = Math.min(tile.length, length - at);
      x.get(start + at, tile, 0, n);
      double part = reduce(0, n);
      result = at == 0 ? part : combine(result, part);
    }
    return result;
  }

  private double combine(double a, double b) {
    return switch (op) {
      case SUM -> a + b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  private double reduce(int at, int n) {
    return switch (op) {
      case SUM -> sum(tile, at, n);
      case MAX -> max(tile, at, n);
      case MIN -> min(tile, at, n);
    };
  }

  /** Four partial sums, in double: an addition need not wait for the one before. */
  private static double sum(float[] x, int at, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int end = at + n;
    int i = at;
    for (; i <= end - 4; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static float max(float[] x, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static float min(float[] x, int at, int n) {
    float min = Float.POSITIVE_INFINITY;
    for (int i = at; i < at + n; i++) {
      min = Math.min(min, x[i]);
    }
    return min;
  }
}
