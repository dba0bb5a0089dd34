package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.lower.MaxNorm;
import dev.netc.compiler.op.optimizer.Optimizer;
import dev.netc.compiler.op.optimizer.Optimizers;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.compiler.type.Shape;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.CompiledNet;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated classes, on both kernel sets, against the reference interpreter. */
class GeneratedNetTest {

  /** Two dense layers. */
  static NetBuilder twoLayer(int inputs, int hidden) {
    return new NetBuilder("TwoLayer")
        .input("image", inputs)
        .index("label")
        .parameter("hidden.weight", inputs, hidden)
        .parameter("hidden.bias", hidden)
        .parameter("scores.weight", hidden, NetBuilder.CLASSES)
        .parameter("scores.bias", NetBuilder.CLASSES);
  }

  private static Node scores(NetBuilder.Scope s) {
    s.at("hidden");
    Node product = s.m().graph().add(new Linear(false), s.get("image"), s.get("hidden.weight"));
    Node hidden = s.m().unary(Elementwise.RELU, s.m().add(product, s.get("hidden.bias")));
    s.at("scores");
    Node scores = s.m().graph().add(new Linear(false), hidden, s.get("scores.weight"));
    return s.m().add(scores, s.get("scores.bias"));
  }

  /** A classifier of two layers, trained by cross entropy. */
  static Lowered classifier(NetBuilder net) {
    return net.trained(
        s -> s.output("digit", s.m().graph().add(new Softmax(false), scores(s))),
        s -> {
          Node entropy =
              s.m().graph().add(new SoftmaxCrossEntropy(false), scores(s), s.get("label"));
          s.output("loss", entropy);
        });
  }

  @ParameterizedTest
  @CsvSource({"1, portable", "37, portable", "100, portable", "100, auto", "1, auto"})
  void aClassifierLearnsAsTheReferenceDoes(int batch, String kernels) {
    new Agreement(classifier(twoLayer(30, 20))).check(kernels, batch, batch, batch, batch);
  }

  @ParameterizedTest
  @CsvSource({"portable", "auto"})
  void smallerBatchesAreExact(String kernels) {
    new Agreement(classifier(twoLayer(12, 9))).check(kernels, 10, 10, 3, 10, 1, 3, 9);
  }

  static Stream<String> optimizers() {
    return Optimizers.all().stream().map(Optimizer::name);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizersUpdateAsTheReferenceDoes(String optimizer) {
    NetBuilder net = twoLayer(12, 9).optimizer(NetBuilder.optimizer(optimizer, Map.of()));
    new Agreement(classifier(net)).check("portable", 8, 8, 8, 8, 8, 8, 8);
  }

  @ParameterizedTest
  @CsvSource({"0.01", "1000"})
  void gradientsAreClippedTogether(double limit) {
    new Agreement(classifier(twoLayer(12, 9).clip(limit))).check("portable", 8, 8, 8, 8);
  }

  @Test
  void parametersLearnAtTheirOwnRates() {
    NetBuilder net = twoLayer(12, 9).optimizer(NetBuilder.optimizer("adam", Map.of("lr", 0.01)));
    net.rate("hidden.weight", 0.1).rate("scores.weight", 3).rate("scores.bias", 0.1);
    new Agreement(classifier(net)).check("portable", 8, 8, 8, 8, 8);
  }

  @Test
  void unitsKeepALongestNorm() {
    NetBuilder net = twoLayer(12, 9).optimizer(NetBuilder.optimizer("sgd", Map.of("lr", 0.5)));
    net.maxNorm(new MaxNorm("hidden.weight", 0.8, 12, 9, 1));
    net.maxNorm(new MaxNorm("scores.bias", 0.1, 1, NetBuilder.CLASSES, 1));
    new Agreement(classifier(net)).check("portable", 8, 8, 8, 8, 8);
  }

  @Test
  void longListsOfNumbersArriveWhole() {
    double[] numbers = IntStream.range(0, 9000).mapToDouble(i -> Math.sin(i) * i).toArray();
    Lowered net =
        new NetBuilder("Numbers")
            .input("x", 9000)
            .initialized("w", numbers, 9000)
            .inference(
                s -> {
                  Node constants = s.m().constant(Shape.of(9000), numbers);
                  Node same = s.m().constant(Shape.of(300), 0.25);
                  Node sum = s.m().add(s.get("x"), s.m().mul(s.get("w"), constants));
                  s.output("y", s.m().mul(s.m().reshape(sum, Shape.of(30, 300)), same));
                });
    new Agreement(net).check("portable", 2);
    try (CompiledNet generated = Loaded.of(net).create(1, 1, Kernels.portable())) {
      float[] values = generated.parameters().get(0).get().floats();
      for (int i = 0; i < numbers.length; i++) {
        assertEquals((float) numbers[i], values[i]);
      }
    }
  }
}
