package dev.netc.runtime.kernel;

/**
 * Functions of float numbers, for generated code and portable kernels: relative error below 1e-7
 * (the last place), right at infinities, zeros, denormals and NaN. Computed in double from
 * additions, multiplications and divisions, so the same bits come out on every machine; only {@link
 * #sin}, {@link #cos} and {@link #pow} are the platform's.
 */
public final class FloatMath {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2 = 0.6931471805599453;

  /** Beyond, e^x nears the limits of a double, and is 0 or infinite as a float. */
  private static final double EXP_LIMIT = 700;

  /** 1.5 · 2^52: a double plus this has no fraction bits left. */
  private static final double ROUNDING = 0x1.8p52;

  /** The bits of sqrt(1/2). */
  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;

  /** erf(x)/x in powers of x² for |x| ≤ 1: a Chebyshev fit with relative error 1e-12. */
  private static final double[] ERF_SMALL = {
    1.1283791670946952,
    -0.37612638889868527,
    0.11283791313494852,
    -0.026866133625590496,
    0.0052237850086186395,
    -0.0008542670618017323,
    0.00011956947585680282,
    -1.391170671662367e-05,
    1.059529171966016e-06
  };

  /** erfc(x)·e^(x²) in powers of 1/(1 + x/2) for 0.9 ≤ x ≤ 4.2: a Chebyshev fit, error 1e-12. */
  private static final double[] ERFC_LARGE = {
    8.969676896009027e-06,
    0.28185628183068884,
    0.2848994175167652,
    0.22760237575819245,
    0.2613795657745238,
    -0.16877600014926003,
    0.49865235823642245,
    -0.6992059689844521,
    0.3994296805980679,
    -0.08587629598463782
  };

  private FloatMath() {}

  /** e^x. */
  public static float exp(float x) {
    return (float) exp((double) x);
  }

  /** e^x - 1, accurate near 0. */
  public static float expm1(float x) {
    double d = x;
    return (float) (Math.abs(d) < 1e-5 ? d + 0.5 * d * d : exp(d) - 1);
  }

  /** The natural logarithm; -∞ at 0, NaN below. */
  public static float log(float x) {
    return (float) log((double) x);
  }

  /** log(1 + x), accurate near 0. */
  public static float log1p(float x) {
    return (float) log1p((double) x);
  }

  /** The square root; NaN below 0. */
  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  /** The sine of x radians. */
  public static float sin(float x) {
    return (float) Math.sin(x);
  }

  /** The cosine of x radians. */
  public static float cos(float x) {
    return (float) Math.cos(x);
  }

  /** The hyperbolic tangent. */
  public static float tanh(float x) {
    double d = x;
    if (Math.abs(d) < 1e-3) {
      return (float) (d - d * d * d / 3);
    }
    return (float) (1 - 2 / (exp(2 * d) + 1));
  }

  /** The logistic function 1 / (1 + e^-x). */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + exp(-(double) x)));
  }

  /** The error function 2/√π ∫ e^(-t²) dt from 0 to x. */
  public static float erf(float x) {
    double size = Math.abs((double) x);
    if (size <= 1) {
      return (float) (x * polynomial(ERF_SMALL, size * size));
    }
    // From 4 on, 1 - erf is below half of the last place of 1.
    double t = Math.min(size, 4.2);
    double value = 1 - exp(-t * t) * polynomial(ERFC_LARGE, 1 / (1 + 0.5 * t));
    return (float) Math.copySign(value, x);
  }

  /** log(1 + e^x). */
  public static float softplus(float x) {
    // From 40 on, the difference to x is below half of the last place even of a double.
    return x > 40 ? x : (float) log1p(exp((double) x));
  }

  /** x^y, with the rules of {@link Math#pow}. */
  public static float pow(float x, float y) {
    return (float) Math.pow(x, y);
  }

  /**
   * g where x is positive, 0 where it is 0, as the gradient of ReLU needs it; NaN where either is
   * NaN. In a form that C2 vectorises, unlike a comparison: g is bounded by ∞ or by 0.
   *
   * @param x not negative
   */
  public static float gate(float g, float x) {
    // Three times, for the smallest positive float to become ∞.
    float bound = x * Float.MAX_VALUE * Float.MAX_VALUE * Float.MAX_VALUE;
    return Math.max(Math.min(g, bound), -bound);
  }

  /** -1, 0 or 1; NaN for NaN. */
  public static float sign(float x) {
    return Math.signum(x);
  }

  /** e^x with relative error 1e-8. */
  static double exp(double x) {
    if (!(x > -EXP_LIMIT && x < EXP_LIMIT)) {
      return Math.exp(x);
    }
    // Adding 1.5·2^52 rounds to a whole number n and leaves it in the low bits.
    double shifted = x * LOG2_E + ROUNDING;
    double r = x - (shifted - ROUNDING) * LN_2;
    // Taylor for |r| ≤ ln(2)/2, in pairs that the processor can compute side by side: the first
    // term left out is r⁸/8! < 6e-9.
    double r2 = r * r;
    double low = 1 + r + r2 * (0.5 + r * (1.0 / 6));
    double high = 1.0 / 24 + r * (1.0 / 120) + r2 * (1.0 / 720 + r * (1.0 / 5040));
    double power = Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
    return (low + r2 * r2 * high) * power;
  }

  /** log x for any double that is no denormal, with relative error 1e-11. */
  static double log(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      return Math.log(x);
    }
    // x = m · 2^exponent with m from sqrt(1/2) to sqrt(2), without a branch to mispredict.
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits - SQRT_HALF_BITS) >> 52;
    double m = Double.longBitsToDouble(bits - (exponent << 52));
    // log m = 2 artanh s for s = (m - 1)/(m + 1); |s| ≤ 0.172, so s¹⁵/15 is negligible.
    double s = (m - 1) / (m + 1);
    double u = s * s;
    double p = 2.0 / 13;
    p = p * u + 2.0 / 11;
    p = p * u + 2.0 / 9;
    p = p * u + 2.0 / 7;
    p = p * u + 2.0 / 5;
    p = p * u + 2.0 / 3;
    p = p * u + 2;
    return s * p + exponent * LN_2;
  }

  /** log(1 + x) with relative error 1e-11. */
  static double log1p(double x) {
    if (Math.abs(x) < 1e-5) {
      return x - x * x * (0.5 - x / 3);
    }
    return log(1 + x);
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value * x + coefficients[i];
    }
    return value;
  }
}
