package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** Ends a product of rows: {@code y = f(product + bias + residual)}. */
final class Epilogue {
  private final Activation activation;
  private final View bias;
  private final View residual;
  private final View y;
  private final int width;
  private final float[] product;
  private final float[] biases;
  private final float[] residuals;

  /**
   * @param bias [width], or null for none
   * @param residual as y, perhaps y itself, or null for none
   * @param y rows of {@code width} floats
   * @param capacity the most rows at a time
   */
  Epilogue(Activation f, View bias, View residual, View y, int width, int capacity) {
    this.activation = f;
    this.bias = bias;
    this.residual = residual;
    this.y = y;
    this.width = width;
    this.product = new float[capacity * width];
    this.biases = new float[bias == null ? 0 : product.length];
    this.residuals = new float[residual == null ? 0 : product.length];
  }

  /** Reads the bias as it is now. */
  void start() {
    if (bias != null) {
      bias.get(0, biases, 0, width);
      for (int filled = width; filled < biases.length; filled *= 2) {
        int copied = Math.min(filled, biases.length - filled);
        System.arraycopy(biases, 0, biases, filled, copied);
      }
    }
  }

  /** Writes {@code rows} rows from row {@code at} on. */
  void write(View products, int at, int rows) {
    int n = rows * width;
    products.get(0, product, 0, n);
    if (bias != null) {
      add(product, biases, n);
    }
    if (residual != null) {
      residual.get((long) at * width, residuals, 0, n);
      add(product, residuals, n);
    }
    BiasActivation.activate(activation, product, n);
    y.set((long) at * width, product, 0, n);
  }

  private static void add(float[] sum, float[] term, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += term[i];
    }
  }
}
