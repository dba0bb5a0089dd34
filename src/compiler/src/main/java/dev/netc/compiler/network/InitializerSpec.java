package dev.netc.compiler.network;

import dev.netc.compiler.type.Shape;
import java.util.Arrays;
import java.util.Optional;

/** How a parameter gets its first values. */
public sealed interface InitializerSpec {

  /** Why a parameter of this shape cannot start so; empty if it can. */
  default Optional<String> objection(Shape shape) {
    return Optional.empty();
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
  record XavierFanIn() implements InitializerSpec {}

  /** Uniform within ±√(6/(fan in + fan out)). Source: Glorot and Bengio 2010, equation 16. */
  record XavierUniform() implements InitializerSpec {}

  /** Normal, deviation √(2/fan in). Source: He et al. 2015, equation 10. */
  record He() implements InitializerSpec {}

  /** Uniform within ±√(6/fan in): the deviation of {@link He}. */
  record HeUniform() implements InitializerSpec {}

  /**
   * Filters of a transposed convolution, [channels, outputs, height, width] or [channels, outputs,
   * length], that interpolate linearly between samples. Source: Long et al. 2015, section 3.3.
   */
  record Bilinear() implements InitializerSpec {
    @Override
    public Optional<String> objection(Shape shape) {
      return shape.rank() == 3 || shape.rank() == 4
          ? Optional.empty()
          : Optional.of("bilinear makes filters, such as [channels, outputs, height, width]");
    }
  }

  /**
   * A matrix, all axes but the first taken as one, whose shorter side is an orthogonal basis of
   * length gain. Source: Saxe et al. 2014.
   */
  record Orthogonal(double gain) implements InitializerSpec {
    @Override
    public Optional<String> objection(Shape shape) {
      return shape.rank() >= 2
          ? Optional.empty()
          : Optional.of("orthogonal makes matrices and filters: two axes or more");
    }
  }

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
