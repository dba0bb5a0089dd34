package dev.netc.runtime.random;

import java.util.Arrays;

/**
 * Filters of a transposed convolution that interpolate linearly between the samples of its input:
 * each input channel goes to one output channel alone, the one of its number in its group, through
 * a tent over every axis of the window.
 *
 * <p>Source: Long, Shelhamer and Darrell 2015, section 3.3. For a window of k the factor of
 * upsampling is f = ⌈k / 2⌉, the centre c = f - 1 for odd k, f - ½ for even k, and the weight at i
 * is 1 - |i - c| / f.
 */
record Bilinear() implements Initializer {
  /**
   * @throws IllegalArgumentException unless the parameter is [channels, outputs of a group, length]
   *     or [channels, outputs of a group, height, width]
   */
  @Override
  public void fill(long seed, Parameter parameter, float[] into) {
    int[] shape = parameter.shape();
    if (shape.length != 3 && shape.length != 4) {
      throw new IllegalArgumentException(
          "%s is %s, and no filters".formatted(parameter.name(), Arrays.toString(shape)));
    }
    double[] down = shape.length == 4 ? tent(shape[2]) : new double[] {1};
    double[] across = tent(shape[shape.length - 1]);
    Arrays.fill(into, 0);
    for (int channel = 0; channel < shape[0]; channel++) {
      int output = channel % shape[1];
      int at = (channel * shape[1] + output) * down.length * across.length;
      for (double y : down) {
        for (double x : across) {
          into[at++] = (float) (y * x);
        }
      }
    }
  }

  private static double[] tent(int size) {
    double factor = (size + 1) / 2;
    double centre = size % 2 == 1 ? factor - 1 : factor - 0.5;
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = 1 - Math.abs(i - centre) / factor;
    }
    return weights;
  }
}
