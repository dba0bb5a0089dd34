package dev.netc.runtime.kernel;

import java.util.function.DoubleUnaryOperator;

/** The functions of {@link Unary} in double, by the platform's mathematics. */
final class UnaryReference {
  /** Zeros, denormals, limits of the exponential, large numbers, infinities, NaN. */
  static final float[] EDGES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    -1e-40f,
    Float.MIN_NORMAL,
    1f,
    -1f,
    0.99999994f,
    1.0000001f,
    1e-3f,
    -1e-3f,
    1e-5f,
    -1e-5f,
    4f,
    -4f,
    40f,
    -40f,
    88.7f,
    89f,
    -87.4f,
    -103f,
    -104f,
    1e4f,
    -1e4f,
    1e30f,
    -1e30f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private UnaryReference() {}

  static DoubleUnaryOperator of(Unary f) {
    return switch (f) {
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SQRT -> StrictMath::sqrt;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case TANH -> StrictMath::tanh;
      case SIGMOID -> x -> 1 / (1 + StrictMath.exp(-x));
      case ERF -> UnaryReference::erf;
      case SOFTPLUS -> x -> x > 700 ? x : StrictMath.log1p(StrictMath.exp(x));
    };
  }

  /** The Maclaurin series; up to 2.5 its terms stay below 200, which costs two of 16 digits. */
  private static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Math.abs(x) > 2.5) {
      return Math.copySign(1 - erfcTail(Math.abs(x)), x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 80; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  /** The continued fraction of erfc, Abramowitz and Stegun 7.1.14. */
  private static double erfcTail(double x) {
    if (x > 10) {
      return 0;
    }
    double fraction = x;
    for (int n = 200; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
