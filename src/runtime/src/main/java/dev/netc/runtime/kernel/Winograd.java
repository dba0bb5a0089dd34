package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;

/**
 * Winograd's minimal filtering F(4,3): four numbers in a row of a correlation with three taps, from
 * six numbers, by six multiplications in place of twelve. With B, G and A below, {@code y = Aᵀ((G
 * w) ⊙ (Bᵀ x))}; they are Toom and Cook's for the points 0, 1, -1, 2, -2 and ∞. Here each of the
 * numbers is a row of an image, and a multiplication is a convolution of rows.
 *
 * <p>Source: Lavin and Gray, "Fast algorithms for convolutional neural networks", CVPR 2016,
 * section 4 and equation 15. The error is about twice that of sums of products.
 */
final class Winograd {
  /** Rows of y that are computed together, a strip. */
  static final int STRIP = 4;

  /** Taps from top to bottom. */
  static final int TAPS = 3;

  /** Rows of x under a strip, and multiplications. */
  static final int PRODUCTS = STRIP + TAPS - 1;

  /** The product whose factor stands for the point 1: what it has more, all rows of y have. */
  static final int OF_ONE = 1;

  /** Beyond this, sums of a few numbers might leave the floats where y does not. */
  private static final float LARGE = 0x1p100f;

  private static final double[][] G = {
    {1.0 / 4, 0, 0},
    {-1.0 / 6, -1.0 / 6, -1.0 / 6},
    {-1.0 / 6, 1.0 / 6, -1.0 / 6},
    {1.0 / 24, 1.0 / 12, 1.0 / 6},
    {1.0 / 24, -1.0 / 12, 1.0 / 6},
    {0, 0, 1}
  };

  private Winograd() {}

  /** The weight of a product: that row of G times the three taps. */
  static float weight(int product, float top, float middle, float bottom) {
    double[] g = G[product];
    return (float) (g[0] * top + g[1] * middle + g[2] * bottom);
  }

  /**
   * Bᵀ x, where t has a row for each product. Each loop has one result and few operations: C2
   * vectorises no others that read native memory.
   *
   * @param n floats of a row
   */
  static void factors(Tile[] x, float[][] t, int n) {
    end(x[0], x[2], x[4], t[0], n);
    one(x[1], x[2], x[3], x[4], t[1], n);
    minusOne(x[1], x[2], x[3], x[4], t[2], n);
    two(x[1], x[2], x[3], x[4], 2, t[3], n);
    two(x[1], x[2], x[3], x[4], -2, t[4], n);
    end(x[1], x[3], x[5], t[5], n);
  }

  // Each for a point: 0 and ∞, 1, -1, 2 and -2.

  private static void end(Tile a, Tile b, Tile c, float[] t, int n) {
    for (int i = 0; i < n; i++) {
      t[i] = 4 * a.get(i) - 5 * b.get(i) + c.get(i);
    }
  }

  private static void one(Tile x1, Tile x2, Tile x3, Tile x4, float[] t, int n) {
    for (int i = 0; i < n; i++) {
      t[i] = (x4.get(i) - 4 * x2.get(i)) + (x3.get(i) - 4 * x1.get(i));
    }
  }

  private static void minusOne(Tile x1, Tile x2, Tile x3, Tile x4, float[] t, int n) {
    for (int i = 0; i < n; i++) {
      t[i] = (x4.get(i) - 4 * x2.get(i)) - (x3.get(i) - 4 * x1.get(i));
    }
  }

  private static void two(Tile x1, Tile x2, Tile x3, Tile x4, float f, float[] t, int n) {
    for (int i = 0; i < n; i++) {
      t[i] = (x4.get(i) - x2.get(i)) + f * (x3.get(i) - x1.get(i));
    }
  }

  /**
   * Adds 0 where the numbers under a strip are of a size that the sums bear, else NaN.
   *
   * @param x the rows under the strip
   */
  static void check(Tile[] x, float[] zeros, int n) {
    check(x[0], x[1], x[2], x[3], x[4], x[5], zeros, n);
  }

  /** By sums of their sizes, for huge numbers of which some are negative may add up to little. */
  private static void check(
      Tile x0, Tile x1, Tile x2, Tile x3, Tile x4, Tile x5, float[] zeros, int n) {
    for (int i = 0; i < n; i++) {
      float even = Math.abs(x0.get(i)) + Math.abs(x2.get(i)) + Math.abs(x4.get(i));
      float odd = Math.abs(x1.get(i)) + Math.abs(x3.get(i)) + Math.abs(x5.get(i));
      zeros[i] += (even + odd) * (Float.MAX_VALUE / LARGE) * 0;
    }
  }

  /**
   * {@code y = Aᵀ m}.
   *
   * @param n floats of a row
   */
  static void results(Tile[] m, float[][] y, int n) {
    sums(m[1], m[2], 1, m[3], m[4], m[0], y[0], n);
    differences(m[1], m[2], 2, m[3], m[4], y[1], n);
    sums(m[1], m[2], 4, m[3], m[4], y[2], n);
    differences(m[1], m[2], 8, m[3], m[4], m[5], y[3], n);
  }

  private static void sums(Tile a, Tile b, float f, Tile c, Tile d, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (a.get(i) + b.get(i)) + f * (c.get(i) + d.get(i));
    }
  }

  private static void sums(Tile a, Tile b, float f, Tile c, Tile d, Tile e, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (a.get(i) + b.get(i)) + f * (c.get(i) + d.get(i)) + e.get(i);
    }
  }

  private static void differences(Tile a, Tile b, float f, Tile c, Tile d, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (a.get(i) - b.get(i)) + f * (c.get(i) - d.get(i));
    }
  }

  private static void differences(
      Tile a, Tile b, float f, Tile c, Tile d, Tile e, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (a.get(i) - b.get(i)) + f * (c.get(i) - d.get(i)) + e.get(i);
    }
  }
}
