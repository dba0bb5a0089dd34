package dev.netc.cli.engine;

import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.random.CounterRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Compares backpropagation with central differences in float64, at the first values of a training
 * and on the first samples of its data.
 */
final class GradientCheck {
  /** As many samples as a textbook takes. */
  private static final int SAMPLES = 3;

  private static final double H = 1e-4;

  /** For elements that differ at H: there a maximum or a ReLU may change sides. */
  private static final double SMALL_H = H / 64;

  /** A difference, relative to the largest element, that is no mere curvature. */
  private static final double SUSPICIOUS = 1e-6;

  /** Roundings of the loss, in units in its last place, that a difference may be made of. */
  private static final double ROUNDINGS = 32;

  /** Elements of each parameter that are looked at for the worst difference. */
  private static final int ELEMENTS = 256;

  private final Lowered lowered;
  private final Map<String, double[]> parameters;
  private final Map<String, Tensor> inputs = new HashMap<>();
  private final Evaluation evaluation;
  private final NumericGradient numeric;
  private final Map<Node, Tensor> values;
  private final Graph graph;
  private final boolean maximize;

  GradientCheck(TrainSpec train, Optional<DataSet> data) {
    this.lowered = Lower.train(train);
    this.maximize = train.maximize();
    this.graph = lowered.training().orElseThrow().graph();
    this.parameters = ReferenceParameters.initial(lowered.parameters(), train.settings().seed());
    int rows = data.map(d -> Math.min(SAMPLES, d.split(DataSet.TRAIN).rows())).orElse(1);
    data.ifPresent(d -> feed(d.split(DataSet.TRAIN), rows));
    this.evaluation = new Evaluation(rows, new RuntimeRandom(train.settings().seed(), 1));
    this.numeric = new NumericGradient(graph, H);
    this.values =
        Interpreter.run(graph, n -> ReferenceModel.leaf(n, parameters, inputs), evaluation);
  }

  private void feed(Table table, int rows) {
    for (NetworkInput input : lowered.inputs()) {
      int size = Math.toIntExact(input.type().size());
      float[] row = new float[size];
      double[] all = new double[size * rows];
      for (int r = 0; r < rows; r++) {
        table.read(lowered.columns().get(input.name()), r, row, 0);
        for (int i = 0; i < size; i++) {
          all[r * size + i] = row[i];
        }
      }
      inputs.put(input.name(), new Tensor(input.type().physicalDims(rows), all));
    }
  }

  /**
   * The worst difference, relative to the largest element of the parameter's gradient: near 0 if
   * backpropagation is right. Of large parameters 256 elements are compared, chosen by a fixed
   * seed. What the loss's own rounding makes of a difference does not count: the gradient by a bias
   * before batch normalisation is zero, and its central differences nothing but rounding. An
   * element that differs is compared once more, closer to the point: next to where a maximum
   * changes sides, a difference across that place has the slope of neither side.
   */
  double worstRelative() {
    return lowered.parameters().parallelStream()
        .filter(NetworkParameter::isTrained)
        .mapToDouble(this::worstRelative)
        .max()
        .orElse(0);
  }

  private double worstRelative(NetworkParameter p) {
    double[] exact = exact(p);
    IntPredicate chosen = chosen(p.name(), exact.length);
    double[] errors = errors(p, exact, numeric, H, chosen);
    double largest = 1e-8;
    for (int i = 0; i < exact.length; i++) {
      largest = chosen.test(i) ? Math.max(largest, Math.abs(exact[i])) : largest;
    }
    double limit = SUSPICIOUS * largest;
    IntPredicate suspicious = i -> chosen.test(i) && errors[i] > limit;
    if (IntStream.range(0, errors.length).anyMatch(suspicious)) {
      double[] closer = errors(p, exact, new NumericGradient(graph, SMALL_H), SMALL_H, suspicious);
      IntStream.range(0, errors.length)
          .filter(suspicious)
          .forEach(i -> errors[i] = Math.min(errors[i], closer[i]));
    }
    return Arrays.stream(errors).max().orElse(0) / largest;
  }

  /** How far the chosen elements are off, beyond what rounding explains; NaN where that is NaN. */
  private double[] errors(
      NetworkParameter p,
      double[] exact,
      NumericGradient differences,
      double h,
      IntPredicate chosen) {
    double[] numbers = differences.gradient(p.name(), parameters, inputs, evaluation, chosen);
    double loss = values.get(graph.outputs().get("loss")).data()[0];
    double rounding = ROUNDINGS * Math.ulp(loss) / h;
    double[] errors = new double[exact.length];
    for (int i = 0; i < exact.length; i++) {
      if (chosen.test(i)) {
        errors[i] = Math.max(0, Math.abs(exact[i] - sign() * numbers[i]) - rounding);
      }
    }
    return errors;
  }

  private double sign() {
    return maximize ? -1 : 1;
  }

  private static IntPredicate chosen(String parameter, int length) {
    if (length <= ELEMENTS) {
      return i -> true;
    }
    boolean[] picked = new boolean[length];
    for (int k = 0; k < ELEMENTS; k++) {
      picked[CounterRandom.below(length, 1, parameter.hashCode(), 0, k)] = true;
    }
    return i -> picked[i];
  }

  /** The mean absolute difference over all elements of one parameter. */
  double meanAbsolute(String parameter) {
    NetworkParameter p =
        lowered.parameters().stream()
            .filter(q -> q.name().equals(parameter))
            .findFirst()
            .orElseThrow();
    double[] exact = exact(p);
    int parts = Math.min(exact.length, 2 * Runtime.getRuntime().availableProcessors());
    double sum =
        IntStream.range(0, parts)
            .parallel()
            .mapToDouble(part -> sumOfDifferences(p, exact, part, parts))
            .sum();
    return sum / exact.length;
  }

  private double sumOfDifferences(NetworkParameter p, double[] exact, int part, int parts) {
    IntPredicate mine = i -> i % parts == part;
    double[] differences = numeric.gradient(p.name(), parameters, inputs, evaluation, mine);
    double sum = 0;
    for (int i = part; i < exact.length; i += parts) {
      sum += Math.abs(exact[i] - sign() * differences[i]);
    }
    return sum;
  }

  private double[] exact(NetworkParameter p) {
    return values.get(graph.outputs().get(Lowered.Training.gradientName(p.name()))).data();
  }
}
