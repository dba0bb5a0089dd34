package dev.netc.cli.engine;

import dev.netc.compiler.check.TestSpec;
import dev.netc.compiler.reference.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds the sides of an expectation against each other. */
final class Comparison {
  /** Relative float32 accuracy after a few hundred operations. */
  private static final double FLOAT32 = 2e-4;

  private static final int MOST_SHOWN = 8;

  private Comparison() {}

  /** How an expectation fails, if it does. */
  static Optional<TestOutcome.Failure> of(TestSpec.Expectation e, Tensor left, Tensor right) {
    int[] dims =
        left.size() >= right.size() && left.rank() >= right.rank() ? left.dims() : right.dims();
    int[] fromLeft = left.broadcastIndex(dims);
    int[] fromRight = right.broadcastIndex(dims);
    double worst = 0;
    boolean holds = true;
    for (int i = 0; i < fromLeft.length; i++) {
      double a = left.data()[fromLeft[i]];
      double b = right.data()[fromRight[i]];
      holds &= holds(e.comparison(), a, b, e.tolerance());
      double difference = Math.abs(a - b);
      worst = Double.isNaN(difference) ? difference : Math.max(worst, difference);
    }
    if (holds) {
      return Optional.empty();
    }
    String expected = (e.comparison().equals("==") ? "" : e.comparison() + " ") + shown(right);
    String tolerance =
        e.tolerance() == 0 ? "" : ", but %s is allowed".formatted(number(e.tolerance()));
    return Optional.of(
        new TestOutcome.Failure(
            e.text(),
            e.span().position(),
            List.of(
                "expected    " + expected,
                "actual      " + shown(left),
                "difference  " + number(worst) + tolerance)));
  }

  private static boolean holds(String comparison, double a, double b, double tolerance) {
    boolean equal = a == b || Math.abs(a - b) <= tolerance;
    return switch (comparison) {
      case "==" -> equal;
      case "!=" -> !equal;
      case "<" -> a < b + tolerance;
      case "<=" -> a <= b + tolerance;
      case ">" -> a > b - tolerance;
      case ">=" -> a >= b - tolerance;
      default -> throw new IllegalStateException("no comparison " + comparison);
    };
  }

  /** How float32 results differ from float64 ones by more than rounding, if they do. */
  static Optional<List<String>> float32(double[] exact, float[] compiled) {
    double scale = 1e-3;
    for (double v : exact) {
      scale = Double.isFinite(v) ? Math.max(scale, Math.abs(v)) : scale;
    }
    for (int i = 0; i < exact.length; i++) {
      boolean same =
          Double.compare((float) exact[i], compiled[i]) == 0
              || Math.abs(exact[i] - compiled[i]) <= FLOAT32 * scale
              || (float) exact[i] == compiled[i];
      if (!same) {
        return Optional.of(
            List.of(
                "float64 reference  " + number(exact[i]) + "  (element " + i + ")",
                "float32 compiled   " + compiled[i]));
      }
    }
    return Optional.empty();
  }

  private static String shown(Tensor t) {
    if (t.rank() == 0) {
      return number(t.data()[0]);
    }
    String numbers =
        IntStream.range(0, Math.min(t.size(), MOST_SHOWN))
            .mapToObj(i -> number(t.data()[i]))
            .collect(Collectors.joining(", "));
    return "[" + numbers + (t.size() > MOST_SHOWN ? ", … " + t.size() + " numbers]" : "]");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
