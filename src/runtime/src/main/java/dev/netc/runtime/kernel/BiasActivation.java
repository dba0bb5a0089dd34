package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = f(x + bias)} or {@code y += f(x + bias)}: what follows a product that fuses nothing.
 */
final class BiasActivation implements TileFunction {
  private final Activation activation;
  private final boolean biased;
  private final boolean isSingle;
  private final boolean accumulate;

  private BiasActivation(
      Activation activation, boolean biased, boolean isSingle, boolean accumulate) {
    this.activation = activation;
    this.biased = biased;
    this.isSingle = isSingle;
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
    boolean isSingle = bias != null && bias.size() == 1;
    TileFunction function = new BiasActivation(f, bias != null, isSingle, accumulate);
    return new ElementwiseKernel(
        function, in.toArray(View[]::new), new View[] {y}, Math.toIntExact(y.size()));
  }

  @Override
  public void apply(Tile[] in, float[][] out, int n) {
    float[] y = out[0];
    in[0].copyTo(y, n);
    if (isSingle) {
      add(in[1].get(0), y, n);
    } else if (biased) {
      in[1].addTo(y, n);
    }
    activate(activation, y, n);
    if (accumulate) {
      in[in.length - 1].addTo(y, n);
    }
  }

  private static void add(float x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += x;
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
