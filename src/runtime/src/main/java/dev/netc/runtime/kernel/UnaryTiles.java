package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;

/**
 * A {@link Unary} function on tiles. The functions made of an exponential compute it with {@link
 * Exponential}; the others go number by number.
 */
final class UnaryTiles implements TileFunction {
  private final Unary function;

  UnaryTiles(Unary function) {
    this.function = function;
  }

  @Override
  public void apply(Tile[] in, float[][] out, int n) {
    Tile x = in[0];
    float[] y = out[0];
    switch (function) {
      case EXP -> exp(x, y, n);
      case SIGMOID -> sigmoid(x, y, n);
      case TANH -> tanh(x, y, n);
      case LOG -> log(x, y, n);
      case SQRT -> sqrt(x, y, n);
      case ERF -> erf(x, y, n);
      case EXPM1, LOG1P, SIN, COS, SOFTPLUS -> other(x, y, n);
    }
  }

  private static void exp(Tile x, float[] y, int n) {
    double[] e = exponentials(x, 1, n);
    for (int i = 0; i < n; i++) {
      y[i] = (float) e[i];
    }
  }

  private static void sigmoid(Tile x, float[] y, int n) {
    double[] e = exponentials(x, -1, n);
    for (int i = 0; i < n; i++) {
      y[i] = (float) (1 / (1 + e[i]));
    }
  }

  private static void tanh(Tile x, float[] y, int n) {
    double[] e = exponentials(x, 2, n);
    for (int i = 0; i < n; i++) {
      // Near 0 the exponential is 1 plus what must not be lost.
      boolean small = Math.abs(x.get(i)) < 1e-2f;
      y[i] = small ? FloatMath.tanh(x.get(i)) : (float) (1 - 2 / (e[i] + 1));
    }
  }

  /** The exponentials of {@code factor · x}, in an array of the calling thread. */
  private static double[] exponentials(Tile x, double factor, int n) {
    double[] e = Tiles.ofThread().doubles();
    for (int i = 0; i < n; i++) {
      e[i] = factor * x.get(i);
    }
    Exponential.apply(e, n);
    return e;
  }

  private static void log(Tile x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.log(x.get(i));
    }
  }

  private static void sqrt(Tile x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.sqrt(x.get(i));
    }
  }

  private static void erf(Tile x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.erf(x.get(i));
    }
  }

  private void other(Tile x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = function.apply(x.get(i));
    }
  }
}
