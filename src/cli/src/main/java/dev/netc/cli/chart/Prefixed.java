package dev.netc.cli.chart;

import java.math.BigDecimal;
import java.math.MathContext;

/** Quantities with the prefixes of the SI: {@code 200 µs}, {@code 1.5 GFLOP}. */
public final class Prefixed {
  private static final String[] PREFIXES = {"p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E"};
  private static final int NONE = 4;
  private static final MathContext DIGITS = new MathContext(3);

  private Prefixed() {}

  /** A positive value with three significant digits at most. */
  public static String text(double value, String unit) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    int group = Math.floorDiv(exponent, 3);
    group = Math.max(-NONE, Math.min(PREFIXES.length - 1 - NONE, group));
    String number = rounded.scaleByPowerOfTen(-3 * group).stripTrailingZeros().toPlainString();
    return number + " " + PREFIXES[NONE + group] + unit;
  }
}
