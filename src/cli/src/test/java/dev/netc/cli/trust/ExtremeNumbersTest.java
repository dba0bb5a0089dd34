package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.ReferenceModel;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.TrainingModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses, gradients and outputs of extreme inputs are finite and those of the reference, on every
 * set of kernels; and where a number is not finite, the step says which value was first.
 */
class ExtremeNumbersTest {
  private static final int ROWS = 4;

  /** Inputs of one row each; the rows of a batch differ in sign. */
  private static final Map<String, float[]> INPUTS =
      Map.of(
          "zeros", new float[] {0, 0, 0},
          "all equal", new float[] {0.7f, 0.7f, 0.7f},
          "denormals", new float[] {1e-40f, -3e-42f, Float.MIN_VALUE},
          "logits of 1e4", new float[] {1e4f, -1e4f, 9.999e3f},
          "1e30", new float[] {1e30f, -1e30f, 1e30f});

  /** Stable formulas; p is a parameter, so that gradients flow through all of them. */
  private static final Map<String, String> NETS =
      new LinkedHashMap<>(
          Map.of(
              "cross entropy of a softmax",
              "output y = softmax(x * p) | cross_entropy(y, label)",
              "cross entropy of a log of a softmax",
              "output y = softmax(x + p) | -mean(log(y)[0])",
              "cross entropy of sigmoids",
              "output y = sigmoid(x * p) | binary_cross_entropy(y, target)",
              "log softmax",
              "output y = log_softmax(x + p) | -mean(y) * 1e-3",
              "softplus",
              "output y = softplus(x * p) | mean(tanh(y))",
              "tanh and sigmoid",
              "output y = tanh(x * p) + sigmoid(x - p) | mean(y)",
              "gelu, silu and elu",
              "output y = gelu(x * p) + silu(x * p) + elu(x * p) | mean(sigmoid(y))",
              "absolute error",
              "output y = x * p | 1e-3 * absolute_error(y, target)",
              "huber",
              "output y = x * p | 1e-3 * huber(y, target)",
              "hinge",
              "output y = x * p | 1e-3 * hinge(y, label)"));

  static Stream<Arguments> cases() {
    return NETS.keySet().stream()
        .sorted()
        .flatMap(net -> INPUTS.keySet().stream().sorted().map(in -> Arguments.of(net, in)));
  }

  private static TrainSpec train(String body) {
    String[] parts = body.split(" \\| ");
    String program =
        """
        data rows = table { x = [[0, 0, 0]]  label = [0]  target = [[0, 1, 1]] }

        net N {
            input x [3]
            param p [3] = ones
            %s
        }

        train T {
            net       N
            data      rows
            minimize  %s
            optimizer sgd(lr = 0.5)
            batch     %d
            steps     1
        }
        """
            .formatted(parts[0], parts[1], ROWS);
    Checked checked =
        Checker.check(
            Source.of("extreme.net", program), (path, from) -> Optional.empty(), Schemas.NONE);
    assertTrue(!checked.hasErrors(), () -> Report.of(checked.diagnostics()));
    return checked.program().trains().get("T");
  }

  private static Batch batch(float[] input) {
    float[] x = new float[3 * ROWS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i / 3 % 2 == 0 ? 1 : -1) * input[i % 3];
    }
    float[] label = {0, 1, 2, 0};
    float[] target = {0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1};
    return new Batch(ROWS, Map.of("x", x, "label", label, "target", target));
  }

  /** Outputs, then a step: its loss, and the parameters after it, which show the gradients. */
  private static Map<String, double[]> figures(TrainingModel model, Batch batch) {
    Map<String, double[]> figures = new LinkedHashMap<>();
    figures.put("y", model.outputs(batch).get("y").clone());
    figures.put("loss", new double[] {model.step(batch, 0.5, 1)});
    for (ParameterValue parameter : model.parameters()) {
      figures.put(parameter.name(), parameter.get().doubles().clone());
    }
    return figures;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areFiniteAndRight(String net, String input) {
    TrainSpec train = train(NETS.get(net));
    Batch batch = batch(INPUTS.get(input));
    Map<String, double[]> exact = figures(new ReferenceModel(train), batch);
    for (Kernels kernels : List.of(Kernels.portable(), Kernels.best())) {
      try (CompiledNets nets = new CompiledNets(kernels);
          TrainingModel model = (TrainingModel) nets.make(Lower.train(train), ROWS, 1)) {
        Map<String, double[]> compiled = figures(model, batch);
        double scale = largest(INPUTS.get(input));
        exact.forEach((name, values) -> assertNear(name, values, compiled.get(name), scale));
      }
    }
  }

  /**
   * To the rounding of float32; slopes that are off by less than 1e-12 are multiplied by the input.
   */
  private static void assertNear(String name, double[] exact, double[] actual, double scale) {
    double largest = Arrays.stream(exact).map(Math::abs).max().orElse(0);
    double tolerance = 2e-6 * Math.max(1e-3, largest) + 1e-12 * scale;
    for (int i = 0; i < exact.length; i++) {
      assertTrue(Double.isFinite(actual[i]), name + " " + Arrays.toString(actual));
      assertEquals(exact[i], actual[i], tolerance, name + " [" + i + "]");
    }
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void theFirstValueThatIsNotFiniteIsNamed() {
    TrainSpec train = train("a = x * p  b = a * a  c = exp(-abs(b))  output y = log(c) | mean(y)");
    Batch fine = batch(INPUTS.get("all equal"));
    Batch bad = batch(INPUTS.get("1e30"));
    for (Kernels kernels : List.of(Kernels.portable(), Kernels.best())) {
      try (CompiledNets nets = new CompiledNets(kernels);
          TrainingModel model = (TrainingModel) nets.make(Lower.train(train), ROWS, 1)) {
        assertTrue(Double.isFinite(model.step(fine, 0.5, 1)));
        double[] before = model.parameters().get(0).get().doubles().clone();
        assertTrue(!Double.isFinite(model.step(bad, 0.5, 2)));
        String first = model.firstBadValue().orElse("none");
        assertTrue(first.startsWith("b ") || first.startsWith("y "), first);
        assertTrue(first.contains("extreme.net:6"), first);
        assertTrue(Arrays.equals(before, model.parameters().get(0).get().doubles()), "p is kept");
      }
    }
  }
}
