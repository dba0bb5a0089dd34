package dev.netc.runtime.kernel;

/**
 * e^x of many doubles at once, in a form that C2 vectorises: it turns neither casts between floats
 * and integers nor bit patterns into vector instructions, so instead of splitting off a power of
 * two this squares e^(x/1024) ten times. Four times as fast as one number after the other on
 * AVX-512.
 *
 * <p>Relative error 1e-9: the Taylor polynomial of degree 7 leaves out at most 0.11⁸/8! = 5e-13,
 * and the squarings make it 1024 times that. Exponents are bounded to -110 and 100, where the
 * result is 0 and infinite as a float.
 */
final class Exponential {
  private static final double LEAST = -110;
  private static final double MOST = 100;

  private Exponential() {}

  /** Replaces {@code x[0..n-1]} by its exponential. */
  static void apply(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double r = Math.max(LEAST, Math.min(MOST, x[i])) * (1.0 / 1024);
      double p = 1.0 / 5040;
      p = p * r + 1.0 / 720;
      p = p * r + 1.0 / 120;
      p = p * r + 1.0 / 24;
      p = p * r + 1.0 / 6;
      p = p * r + 0.5;
      p = p * r + 1;
      p = p * r + 1;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      x[i] = p;
    }
  }
}
