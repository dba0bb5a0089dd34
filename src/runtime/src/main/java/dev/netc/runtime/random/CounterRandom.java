package dev.netc.runtime.random;

/**
 * Random numbers as a pure function of (seed, stream, step, index). A stream is a use of
 * randomness, such as one dropout layer; a step is a training step; an index is an element.
 *
 * <p>Formula: with {@code mix} the 64-bit finaliser "variant 13" of Stafford (as in SplitMix64:
 * Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators") and {@code G =
 * 0x9E3779B97F4A7C15}, {@code key = mix(mix(mix(seed + G) + stream + G) + step + G)} and {@code
 * bits = mix(key + (index + 1) · G)}. For one key this is exactly a SplitMix64 sequence, which
 * passes BigCrush; keys lie 64-bit randomly apart.
 */
public final class CounterRandom {
  /** 2^64 divided by the golden ratio, odd: consecutive multiples spread evenly. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final float TWO_TO_MINUS_24 = 0x1p-24f;
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private CounterRandom() {}

  /** What seed, stream and step contribute: {@code bits(s, t, p, i) == bits(key(s, t, p), i)}. */
  public static long key(long seed, long stream, long step) {
    return mix(mix(mix(seed + GOLDEN) + stream + GOLDEN) + step + GOLDEN);
  }

  /** 64 random bits of a {@link #key}. */
  public static long bits(long key, long index) {
    return mix(key + (index + 1) * GOLDEN);
  }

  /** 64 random bits. */
  public static long bits(long seed, long stream, long step, long index) {
    return bits(key(seed, stream, step), index);
  }

  /** Uniform in [0, 1): a multiple of 2^-24. */
  public static float uniform(long seed, long stream, long step, long index) {
    return uniform(key(seed, stream, step), index);
  }

  /** Uniform in [0, 1), from a {@link #key}: a multiple of 2^-24. */
  public static float uniform(long key, long index) {
    return (bits(key, index) >>> 40) * TWO_TO_MINUS_24;
  }

  /** Normal with mean 0 and standard deviation 1. */
  public static float normal(long seed, long stream, long step, long index) {
    return normal(key(seed, stream, step), index);
  }

  /**
   * Normal with mean 0 and standard deviation 1, from a {@link #key}. Box and Muller 1958: indices
   * 2p and 2p + 1 share a radius and an angle from the bits of these two indices, and are its
   * cosine and its sine.
   */
  public static float normal(long key, long index) {
    long even = index & ~1L;
    double radius = radius(key, even);
    double angle = angle(key, even);
    return (float) (radius * (index == even ? Math.cos(angle) : Math.sin(angle)));
  }

  /**
   * Sets {@code into[i]} to {@code mean + std · normal(key, first + i)} for {@code i < n},
   * computing each pair once.
   *
   * @param first must be even
   */
  public static void fillNormal(
      long key, long first, double mean, double std, float[] into, int n) {
    for (int i = 0; i < n; i += 2) {
      double radius = radius(key, first + i);
      double angle = angle(key, first + i);
      into[i] = (float) (mean + std * (float) (radius * Math.cos(angle)));
      if (i + 1 < n) {
        into[i + 1] = (float) (mean + std * (float) (radius * Math.sin(angle)));
      }
    }
  }

  /** Sets {@code into[i]} to a number in [low, high) from {@code uniform(key, first + i)}. */
  public static void fillUniform(
      long key, long first, double low, double high, float[] into, int n) {
    // A number just below high may round to it as a float.
    float most = low < high ? Math.nextDown((float) high) : (float) high;
    for (int i = 0; i < n; i++) {
      float value = (float) (low + (high - low) * uniform(key, first + i));
      into[i] = value < most ? value : most;
    }
  }

  private static double radius(long key, long even) {
    // In (0, 1]: the logarithm of 0 must not happen.
    double u = ((bits(key, even) >>> 11) + 1) * TWO_TO_MINUS_53;
    return Math.sqrt(-2 * Math.log(u));
  }

  private static double angle(long key, long even) {
    return 2 * Math.PI * ((bits(key, even + 1) >>> 11) * TWO_TO_MINUS_53);
  }

  /** True with probability {@code p}. */
  public static boolean bernoulli(double p, long seed, long stream, long step, long index) {
    return bernoulli(p, key(seed, stream, step), index);
  }

  /** True with probability {@code p}, from a {@link #key}. */
  public static boolean bernoulli(double p, long key, long index) {
    return (bits(key, index) >>> 11) * TWO_TO_MINUS_53 < p;
  }

  /**
   * A whole number from 0 to {@code n - 1}, each equally likely up to n / 2^63.
   *
   * @throws IllegalArgumentException if {@code n < 1}
   */
  public static int below(int n, long seed, long stream, long step, long index) {
    if (n < 1) {
      throw new IllegalArgumentException("there is no whole number from 0 to below " + n);
    }
    return below(n, key(seed, stream, step), index);
  }

  private static int below(int n, long key, long index) {
    return (int) Math.multiplyHigh(bits(key, index) >>> 1, 2L * n);
  }

  /**
   * The numbers 0 to {@code n - 1} in random order: Fisher and Yates, with step 0 of the stream.
   *
   * @throws IllegalArgumentException if {@code n < 0}
   */
  public static int[] permutation(long seed, long stream, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("a permutation cannot have " + n + " elements");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    long key = key(seed, stream, 0);
    for (int i = n - 1; i > 0; i--) {
      int j = below(i + 1, key, i);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
