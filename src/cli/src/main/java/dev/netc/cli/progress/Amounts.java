package dev.netc.cli.progress;

import java.util.Locale;

/** Amounts as people read them: three digits are enough while something goes on. */
public final class Amounts {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Amounts() {}

  /** Such as {@code 9.9 MB}; a kilobyte has 1,000 bytes. */
  public static String bytes(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.5 && unit < units.length - 1) {
      amount /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : digits(amount) + " " + units[unit];
  }

  /** A number of things, such as {@code 4.47 G}. */
  public static String count(long number) {
    String[] units = {"", " k", " M", " G", " T"};
    double amount = number;
    int unit = 0;
    while (amount >= 999.5 && unit < units.length - 1) {
      amount /= 1000;
      unit++;
    }
    return unit == 0 ? String.valueOf(number) : digits(amount) + units[unit];
  }

  /** A number of at least 0 with three significant digits, above 1,000 with all of its digits. */
  public static String digits(double amount) {
    int decimals = amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", amount);
  }

  /** A loss or metric: four significant digits. */
  public static String figure(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "infinite" : "-infinite";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 10 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A time such as {@code 12 s}, {@code 3:05 min} or {@code 2:10 h}. */
  public static String time(double seconds) {
    if (!Double.isFinite(seconds) || seconds < 0) {
      return "?";
    }
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return seconds < 9.95 ? String.format(Locale.ROOT, "%.1f s", seconds) : whole + " s";
    }
    return whole < HOUR
        ? "%d:%02d min".formatted(whole / MINUTE, whole % MINUTE)
        : "%d:%02d h".formatted(whole / HOUR, whole % HOUR / MINUTE);
  }
}
