package dev.netc.compiler.reference;

/** Functions that {@link Math} lacks, to float64 accuracy. */
public final class SpecialFunctions {
  private static final int SERIES_TERMS = 120;
  private static final double SERIES_LIMIT = 2.5;

  private SpecialFunctions() {}

  /**
   * The error function 2/√π ∫₀ˣ exp(-t²) dt, to about 1e-15. Source: Abramowitz and Stegun 1964,
   * 7.1.6 (series) for small arguments and 7.1.14 (continued fraction of erfc) for large ones.
   */
  public static double erf(double x) {
    double a = Math.abs(x);
    double value = a < SERIES_LIMIT ? erfSeries(a) : 1 - erfcFraction(a);
    return Math.copySign(value, x);
  }

  private static double erfSeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < SERIES_TERMS && term > sum * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private static double erfcFraction(double x) {
    double fraction = x;
    for (int n = SERIES_TERMS; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }

  /** 1 / (1 + exp(-x)) without overflow. */
  public static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /** log(1 + exp(x)) without overflow. */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
