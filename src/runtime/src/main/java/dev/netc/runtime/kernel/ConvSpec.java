package dev.netc.runtime.kernel;

import java.util.Objects;

/**
 * A convolution {@code y = f(x ⋆ w + bias + residual)}: y[n,i,j,o] is the sum over the window's
 * taps and the channels of o's group. Images are channels-last, weights [filters, channels /
 * groups, kernelHeight, kernelWidth].
 *
 * @param window over x
 * @param filters channels of y
 * @param groups x's channels and the filters are in so many runs, each a convolution of its own
 * @param activation f
 */
public record ConvSpec(WindowSpec window, int filters, int groups, Activation activation) {

  /**
   * @throws IllegalArgumentException if the groups do not divide the channels and the filters
   */
  public ConvSpec {
    Objects.requireNonNull(activation, "activation");
    Operands.requirePositive(filters, groups);
    if (window.channels() % groups != 0 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "%d groups do not divide %d channels and %d filters"
              .formatted(groups, window.channels(), filters));
    }
  }

  /** A convolution of one group without activation. */
  public static ConvSpec of(WindowSpec window, int filters) {
    return new ConvSpec(window, filters, 1, Activation.IDENTITY);
  }

  /** This convolution in groups. */
  public ConvSpec groups(int count) {
    return new ConvSpec(window, filters, count, activation);
  }

  /** This convolution with an activation. */
  public ConvSpec with(Activation f) {
    return new ConvSpec(window, filters, groups, f);
  }

  /** This convolution of another number of images. */
  ConvSpec batch(int images) {
    return new ConvSpec(window.batch(images), filters, groups, activation);
  }

  /** Channels of x in one group. */
  public int groupChannels() {
    return window.channels() / groups;
  }

  /** Filters in one group. */
  public int groupFilters() {
    return filters / groups;
  }

  /** Floats of x. */
  public long sizeOfInput() {
    return window.sizeOfInput();
  }

  /** Floats of the weights. */
  public long sizeOfWeights() {
    return Operands.product(filters, groupChannels(), window.kernelHeight(), window.kernelWidth());
  }

  /** Floats of y. */
  public long sizeOfOutput() {
    return Operands.product(window.windows(), filters);
  }

  /** Multiplications that the convolution needs, padding included. */
  long multiplications() {
    return Operands.product(sizeOfOutput(), sizeOfWeights() / filters);
  }
}
