package dev.netc.compiler.network;

import java.util.Arrays;
import java.util.Locale;

/** How a parameter gets its first values. */
public sealed interface InitializerSpec {

  /** The name as a program writes it. */
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** He before a ReLU-like activation, Xavier otherwise: decided once the whole net is known. */
  record Auto() implements InitializerSpec {}

  record Zeros() implements InitializerSpec {}

  record Ones() implements InitializerSpec {}

  record Constant(double value) implements InitializerSpec {}

  /** Normal with this mean and standard deviation. */
  record Normal(double mean, double deviation) implements InitializerSpec {}

  /** Uniform from low to high. */
  record Uniform(double low, double high) implements InitializerSpec {}

  /** Normal, deviation √(2/(fan in + fan out)). Source: Glorot and Bengio 2010, equation 12. */
  record Xavier() implements InitializerSpec {}

  /** Normal, deviation √(1/fan in): the form that many books give for Xavier. */
  record XavierFanIn() implements InitializerSpec {
    @Override
    public String word() {
      return "xavier_fan_in";
    }
  }

  /** Normal, deviation √(2/fan in). Source: He et al. 2015, equation 10. */
  record He() implements InitializerSpec {}

  /** These numbers, in row-major order. */
  record Values(double[] values) implements InitializerSpec {
    @Override
    public boolean equals(Object other) {
      return other instanceof Values v && Arrays.equals(values, v.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "values(" + values.length + ")";
    }
  }
}
