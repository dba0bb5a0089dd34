package dev.netc.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Numbers and arrays of numbers as the language writes them, rounded to eight digits. */
public final class NumberText {
  private static final MathContext EIGHT = new MathContext(8, RoundingMode.HALF_EVEN);
  private static final int MOST_ITEMS = 8;

  private NumberText() {}

  /** A number with at most eight digits: {@code 715}, {@code 0.31682708}, {@code 1.5e-12}. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
    }
    BigDecimal rounded = new BigDecimal(value).round(EIGHT);
    if (rounded.signum() == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e-5 && size < 1e12) {
      return rounded.stripTrailingZeros().toPlainString();
    }
    String digits = rounded.stripTrailingZeros().unscaledValue().abs().toString();
    int exponent = rounded.precision() - rounded.scale() - 1;
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
  }

  /** An array as a nested list; the inner items of a long one are left out. */
  public static String ofArray(int[] dims, double[] values, boolean all) {
    return list(dims, values, 0, 0, all);
  }

  private static String list(int[] dims, double[] values, int axis, int offset, boolean all) {
    if (axis == dims.length) {
      return of(values[offset]);
    }
    int stride = 1;
    for (int i = axis + 1; i < dims.length; i++) {
      stride *= dims[i];
    }
    List<String> items = new ArrayList<>();
    int shown = all || dims[axis] <= MOST_ITEMS ? dims[axis] : MOST_ITEMS / 2;
    for (int i = 0; i < shown; i++) {
      items.add(list(dims, values, axis + 1, offset + i * stride, all));
    }
    if (shown < dims[axis]) {
      items.add("…");
      items.add(list(dims, values, axis + 1, offset + (dims[axis] - 1) * stride, all));
    }
    return "[" + String.join(", ", items) + "]";
  }
}
