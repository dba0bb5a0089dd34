package dev.netc.runtime.random;

import java.util.Arrays;

/**
 * How a parameter gets its first values. The numbers of a parameter depend on the seed and its name
 * alone, so neither the order of parameters nor threads change them.
 */
public sealed interface Initializer
    permits Initializer.Constant,
        Initializer.Normal,
        Initializer.Uniform,
        Initializer.Scaled,
        Initializer.Values,
        Bilinear,
        Orthogonal {

  /**
   * What is filled.
   *
   * @param name its full name, which selects its random numbers
   * @param fanIn how many inputs one output of the layer has, at least 1
   * @param fanOut how many outputs one input of the layer reaches, at least 1
   * @param shape empty for a scalar
   */
  record Parameter(String name, int fanIn, int fanOut, int... shape) {}

  /** Every value is {@code value}. */
  record Constant(float value) implements Initializer {
    @Override
    public void fill(long seed, Parameter parameter, float[] into) {
      Arrays.fill(into, value);
    }
  }

  /** Normal with the given mean and standard deviation. */
  record Normal(double mean, double std) implements Initializer {
    @Override
    public void fill(long seed, Parameter parameter, float[] into) {
      long key = CounterRandom.key(seed, stream(parameter.name()), 0);
      CounterRandom.fillNormal(key, 0, mean, std, into, into.length);
    }
  }

  /** Uniform in [low, high). */
  record Uniform(double low, double high) implements Initializer {
    @Override
    public void fill(long seed, Parameter parameter, float[] into) {
      long key = CounterRandom.key(seed, stream(parameter.name()), 0);
      CounterRandom.fillUniform(key, 0, low, high, into, into.length);
    }
  }

  /**
   * Mean 0 and a standard deviation that keeps a layer's signal at its size.
   *
   * @param uniform whether the numbers are uniform, or normal
   */
  record Scaled(Scaling scaling, boolean uniform) implements Initializer {
    /**
     * @throws IllegalArgumentException if a fan is below 1
     */
    @Override
    public void fill(long seed, Parameter parameter, float[] into) {
      if (parameter.fanIn() < 1 || parameter.fanOut() < 1) {
        throw new IllegalArgumentException(
            "%s cannot have fan-in %d and fan-out %d"
                .formatted(parameter.name(), parameter.fanIn(), parameter.fanOut()));
      }
      double std = scaling.std(parameter.fanIn(), parameter.fanOut());
      // Uniform numbers within ±a have a deviation of a / √3.
      Initializer drawn =
          uniform ? new Uniform(-Math.sqrt(3) * std, Math.sqrt(3) * std) : new Normal(0, std);
      drawn.fill(seed, parameter, into);
    }
  }

  /** Given values; the record keeps its own copy. */
  record Values(float[] values) implements Initializer {
    public Values {
      values = values.clone();
    }

    /**
     * @throws IllegalArgumentException if the parameter has another size
     */
    @Override
    public void fill(long seed, Parameter parameter, float[] into) {
      if (into.length != values.length) {
        throw new IllegalArgumentException(
            "%s has %d values, but %d are given"
                .formatted(parameter.name(), into.length, values.length));
      }
      System.arraycopy(values, 0, into, 0, values.length);
    }
  }

  /** The standard deviation that a layer's number of inputs and outputs asks for. */
  enum Scaling {
    /** sqrt(2 / (fanIn + fanOut)): Glorot and Bengio 2010, equation 12. */
    XAVIER {
      @Override
      double std(int fanIn, int fanOut) {
        return Math.sqrt(2.0 / ((double) fanIn + fanOut));
      }
    },
    /** 1 / sqrt(fanIn): the form of Xavier's rule found in textbooks. */
    XAVIER_FAN_IN {
      @Override
      double std(int fanIn, int fanOut) {
        return 1 / Math.sqrt(fanIn);
      }
    },
    /** sqrt(2 / fanIn): He et al. 2015, equation 10, for ReLU. */
    HE {
      @Override
      double std(int fanIn, int fanOut) {
        return Math.sqrt(2.0 / fanIn);
      }
    };

    abstract double std(int fanIn, int fanOut);
  }

  /**
   * Sets all of a parameter's values.
   *
   * @param into the values, row-major, overwritten
   */
  void fill(long seed, Parameter parameter, float[] into);

  /** Every value is 0. */
  static Initializer zeros() {
    return new Constant(0);
  }

  /** Every value is 1. */
  static Initializer ones() {
    return new Constant(1);
  }

  /** Every value is {@code c}. */
  static Initializer constant(double c) {
    return new Constant((float) c);
  }

  /** Normal with mean 0 and the given standard deviation. */
  static Initializer normal(double std) {
    return new Normal(0, std);
  }

  /** Normal with the given mean and standard deviation. */
  static Initializer normal(double mean, double std) {
    return new Normal(mean, std);
  }

  /** Uniform in [low, high). */
  static Initializer uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /** {@link Scaling#XAVIER}, normal. */
  static Initializer xavier() {
    return new Scaled(Scaling.XAVIER, false);
  }

  /** {@link Scaling#XAVIER}, uniform: Glorot and Bengio 2010, equation 16. */
  static Initializer xavierUniform() {
    return new Scaled(Scaling.XAVIER, true);
  }

  /** {@link Scaling#XAVIER_FAN_IN}, normal. */
  static Initializer xavierFanIn() {
    return new Scaled(Scaling.XAVIER_FAN_IN, false);
  }

  /** {@link Scaling#HE}, uniform. */
  static Initializer heUniform() {
    return new Scaled(Scaling.HE, true);
  }

  /** Filters of a transposed convolution that interpolate linearly: {@link Bilinear}. */
  static Initializer bilinear() {
    return new Bilinear();
  }

  /** A random matrix with orthogonal rows or columns of length {@code gain}. */
  static Initializer orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  /** {@link Scaling#HE}, normal. */
  static Initializer he() {
    return new Scaled(Scaling.HE, false);
  }

  /** The given values, one for one. */
  static Initializer values(float... values) {
    return new Values(values);
  }

  /** The stream of a parameter: the 64-bit FNV-1a hash of its name's UTF-16 units. */
  static long stream(String parameterName) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < parameterName.length(); i++) {
      hash = (hash ^ parameterName.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}
