package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = f(x + bias)} or {@code y += f(x + bias)}: what follows a product that fuses nothing.
 */
final class BiasActivation implements TileFunction {
  private final Activation activation;
  private final boolean biased;
  private final boolean accumulate;

  private BiasActivation(Activation activation, boolean biased, boolean accumulate) {
    this.activation = activation;
    this.biased = biased;
    this.accumulate = accumulate;
  }

  /**
   * @param bias repeated over x; null for none
   */
  static Kernel kernel(Activation f, View x, View bias, View y, boolean accumulate) {
    List<View> in = new ArrayList<>(List.of(x));
    if (bias != null) {
      in.add(bias);
    }
    if (accumulate) {
      in.add(y);
    }
    TileFunction function = new BiasActivation(f, bias != null, accumulate);
    return new ElementwiseKernel(
        function, in.toArray(View[]::new), new View[] {y}, Math.toIntExact(y.size()));
  }

  @Override
  public void apply(float[][] in, float[][] out, int n) {
    float[] y = out[0];
    if (biased) {
      add(in[0], in[1], y, n);
    } else {
      System.arraycopy(in[0], 0, y, 0, n);
    }
    activate(activation, y, n);
    if (accumulate) {
      add(y, in[in.length - 1], y, n);
    }
  }

  private static void add(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  /** Applies f to the first {@code n} elements. */
  static void activate(Activation f, float[] y, int n) {
    switch (f) {
      case IDENTITY -> {}
      case RELU -> relu(y, n);
      case SIGMOID -> sigmoid(y, n);
      case TANH -> tanh(y, n);
    }
  }

  private static void relu(float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(y[i], 0f);
    }
  }

  private static void sigmoid(float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.sigmoid(y[i]);
    }
  }

  private static void tanh(float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = FloatMath.tanh(y[i]);
    }
  }
}
