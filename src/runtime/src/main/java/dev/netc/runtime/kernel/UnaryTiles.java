package dev.netc.runtime.kernel;

/** A {@link Unary} function on tiles; a loop for each function, so that each is inlined. */
record UnaryTiles(Unary function) implements TileFunction {
  @Override
  public void apply(float[][] in, float[][] out, int n) {
    float[] x = in[0];
    float[] y = out[0];
    switch (function) {
      case EXP -> exp(x, y, n);
      case LOG -> log(x, y, n);
      case SQRT -> sqrt(x, y, n);
      case TANH -> tanh(x, y, n);
      case SIGMOID -> sigmoid(x, y, n);
      case ERF -> erf(x, y, n);
      default -> other(x, y, n);
    }
  }

  private static void exp(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.exp(x[i]);
    }
  }

  private static void log(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.log(x[i]);
    }
  }

  private static void sqrt(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.sqrt(x[i]);
    }
  }

  private static void tanh(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.tanh(x[i]);
    }
  }

  private static void sigmoid(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.sigmoid(x[i]);
    }
  }

  private static void erf(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.erf(x[i]);
    }
  }

  private void other(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = function.apply(x[i]);
    }
  }
}
