package dev.netc.cli.properties;

import java.util.List;
import java.util.Random;

/** Random decisions of a generator; the same seed gives the same. */
final class Choices {
  private final Random random;

  Choices(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  @SafeVarargs
  final <T> T of(T... options) {
    return options[random.nextInt(options.length)];
  }

  <T> T of(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** True once in {@code n} times. */
  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** A number with two decimals, as a program writes it. */
  String number(double least, double most) {
    double value = least + random.nextDouble() * (most - least);
    return String.valueOf(Math.round(value * 100) / 100.0);
  }
}
