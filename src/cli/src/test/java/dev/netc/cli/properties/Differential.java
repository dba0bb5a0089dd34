package dev.netc.cli.properties;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.ReferenceModel;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the compiled classes of a program's trainings, on each set of kernels, against the float64
 * reference, and the gradients of that against central differences.
 *
 * <p>How far float32 may be off cannot be one number: a network can blow up a rounding error. So
 * the reference runs again with each value on the way rounded to float32, with parameters and data
 * as they are and moved by a few units in the last place; a compiled class may be off by some times
 * what that changes, and by the rounding of the figure's own size. A figure that is beyond float32
 * is not compared.
 */
final class Differential implements AutoCloseable {
  private static final int STEPS = 4;
  private static final int DISTURBED_RUNS = 2;
  private static final double TIMES = 40;
  private static final double ROUNDING = 4e-6;

  private final CompiledNets nets = new CompiledNets(Kernels.portable());
  private final Optional<Kernels> accelerated = kernels("onednn");

  private static Optional<Kernels> kernels(String name) {
    try {
      return Optional.of(Kernels.named(name));
    } catch (IllegalStateException | IllegalArgumentException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Whether the kernels of oneDNN are there on this machine. */
  boolean isAccelerated() {
    return accelerated.isPresent();
  }

  /**
   * Formats a program, and runs the trainings of it as formatted.
   *
   * @return what is wrong; empty if the program is the same after formatting and the executions
   *     agree
   */
  Optional<Failure> failure(String program) {
    Optional<Failure> refusal = refusal(program);
    if (refusal.isPresent()) {
      return refusal;
    }
    Optional<String> changed = RoundTrip.problem(program);
    if (changed.isPresent()) {
      return changed.map(text -> new Failure("format", text));
    }
    String formatted = RoundTrip.formatted(program).orElseThrow();
    try {
      Optional<String> slope = firstProblem(formatted, Execution::slopeProblem);
      return slope.isPresent()
          ? slope.map(text -> new Failure("slope", text))
          : firstProblem(formatted, this::disagreement).map(text -> new Failure("differs", text));
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] at = e.getStackTrace();
      String kind = e.getClass().getName() + (at.length == 0 ? "" : " at " + at[0]);
      return Optional.of(new Failure(kind, kind + ": " + e.getMessage()));
    }
  }

  /** Why the checker refuses a program; empty if it does not. */
  static Optional<Failure> refusal(String program) {
    Checked checked = check(program);
    List<Diagnostic> errors = checked.diagnostics().stream().filter(Diagnostic::isError).toList();
    return checked.hasErrors()
        ? Optional.of(new Failure(Failure.REFUSED, Report.of(errors)))
        : Optional.empty();
  }

  private static Checked check(String program) {
    return Checker.check(
        Source.of("generated.net", program), (path, from) -> Optional.empty(), Schemas.NONE);
  }

  /** Finds what is wrong with a training on the rows of a table. */
  private interface Comparison {
    Optional<String> problem(TrainSpec train, Table table);
  }

  private static Optional<String> firstProblem(String program, Comparison comparison) {
    DataSets data = new DataSets(DataPath.of(Path.of("."), Map.of(), Path.of(".")));
    return check(program).program().trains().values().stream()
        .map(t -> comparison.problem(t, data.of(t.data().orElseThrow()).split(DataSet.TRAIN)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> disagreement(TrainSpec train, Table table) {
    Map<String, double[]> exact = Execution.of(train, table, new ReferenceModel(train), STEPS);
    Map<String, Double> tolerance = tolerance(train, table, exact);
    try (TrainedNet net =
        (TrainedNet)
            nets.make(Lower.train(train), train.settings().batch(), train.settings().seed())) {
      Map<String, double[]> compiled = Execution.of(train, table, net, STEPS);
      Optional<String> problem = difference(exact, compiled, tolerance);
      if (problem.isPresent() || accelerated.isEmpty()) {
        return problem.map(p -> "with portable kernels " + p);
      }
      try (TrainedNet other = onOtherKernels(net, train)) {
        Map<String, double[]> fast = Execution.of(train, table, other, STEPS);
        return difference(exact, fast, tolerance).map(p -> "with oneDNN's kernels " + p);
      }
    }
  }

  /** The same class, not compiled again. */
  private TrainedNet onOtherKernels(TrainedNet net, TrainSpec train) {
    try {
      return (TrainedNet)
          net.getClass()
              .getConstructor(int.class, long.class, Kernels.class)
              .newInstance(
                  train.settings().batch(), train.settings().seed(), accelerated.orElseThrow());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Double> tolerance(
      TrainSpec train, Table table, Map<String, double[]> exact) {
    Map<String, Double> tolerance = new HashMap<>();
    exact.forEach((name, values) -> tolerance.put(name, ROUNDING * Math.max(0.1, largest(values))));
    List<Map<String, double[]>> others = new ArrayList<>();
    others.add(Execution.rounded(train, table, STEPS));
    for (int run = 0; run < DISTURBED_RUNS; run++) {
      others.add(Execution.disturbed(train, table, STEPS, run));
    }
    for (Map<String, double[]> figures : others) {
      exact.forEach(
          (name, values) ->
              tolerance.merge(name, TIMES * distance(values, figures.get(name)), Math::max));
    }
    return tolerance;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The largest difference; infinite where one of both is beyond its type. */
  private static double distance(double[] a, double[] b) {
    double distance = 0;
    for (int i = 0; i < a.length; i++) {
      if (Double.compare(a[i], b[i]) != 0) {
        distance = Math.max(distance, Math.abs(a[i] - b[i]));
      }
    }
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  private static Optional<String> difference(
      Map<String, double[]> exact, Map<String, double[]> compiled, Map<String, Double> tolerance) {
    if (!exact.keySet().equals(compiled.keySet())) {
      return Optional.of("figures " + compiled.keySet() + " instead of " + exact.keySet());
    }
    for (String name : exact.keySet()) {
      double[] expected = exact.get(name);
      double[] actual = compiled.get(name);
      if (expected.length != actual.length) {
        return Optional.of(name + " has " + actual.length + " numbers, not " + expected.length);
      }
      boolean beyondFloat32 = tolerance.get(name).isInfinite();
      for (int i = 0; i < expected.length && !beyondFloat32; i++) {
        boolean near = Math.abs(expected[i] - actual[i]) <= tolerance.get(name);
        if (!near && Double.compare(expected[i], actual[i]) != 0) {
          return Optional.of(
              "%s [%d] is %s, the reference has %s; %.2g is allowed"
                  .formatted(name, i, actual[i], expected[i], tolerance.get(name)));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    nets.close();
  }
}
