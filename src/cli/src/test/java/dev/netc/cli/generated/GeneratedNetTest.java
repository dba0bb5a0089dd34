package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import dev.netc.runtime.random.CounterRandom;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated classes, on both kernel sets, against the reference interpreter. */
class GeneratedNetTest {

  private static NetBuilder mlp() {
    return new NetBuilder("TwoLayer")
        .input("image", 20)
        .index("label")
        .parameter("hidden.weight", 20, 7)
        .parameter("hidden.bias", 7)
        .parameter("scores.weight", 7, 5)
        .parameter("scores.bias", 5);
  }

  private static Node scores(NetBuilder.Scope s) {
    s.at("hidden");
    Node product = s.m().graph().add(new Linear(false), s.get("image"), s.get("hidden.weight"));
    Node hidden = s.m().unary(Elementwise.RELU, s.m().add(product, s.get("hidden.bias")));
    s.at("scores");
    Node scores = s.m().graph().add(new Linear(false), hidden, s.get("scores.weight"));
    return s.m().add(scores, s.get("scores.bias"));
  }

  private static Lowered twoLayer(NetBuilder net) {
    return net.trained(
        s -> s.output("digit", s.m().graph().add(new Softmax(false), scores(s))),
        s ->
            s.output(
                "loss",
                s.m().graph().add(new SoftmaxCrossEntropy(false), scores(s), s.get("label"))));
  }

  @ParameterizedTest
  @CsvSource({"1, portable", "37, portable", "100, auto", "1, auto"})
  void trainsAsTheReferenceDoes(int batch, String kernels) {
    Lowered net = twoLayer(mlp());
    Loaded loaded = Loaded.of(net);
    try (TrainedNet generated = loaded.trained(batch, 5, Kernels.named(kernels))) {
      ReferenceNet reference = new ReferenceNet(net, 5);
      generated.parameters().forEach(p -> reference.set(p.name(), p.get().floats()));
      for (int step = 1; step <= 3; step++) {
        float[] image = new float[batch * 20];
        float[] label = new float[batch];
        for (int i = 0; i < image.length; i++) {
          image[i] = CounterRandom.uniform(1, 0, step, i);
        }
        for (int i = 0; i < label.length; i++) {
          label[i] = CounterRandom.below(5, 2, 0, step, i);
        }
        reference.set("image", image);
        reference.set("label", label);
        double loss =
            generated.step(new Batch(batch, Map.of("image", image, "label", label)), 0.1, step);
        assertEquals(reference.step(batch, 0.1, step), loss, 1e-5);
        generated
            .parameters()
            .forEach(
                p -> {
                  float[] values = p.get().floats();
                  for (int i = 0; i < values.length; i++) {
                    assertEquals(reference.parameter(p.name())[i], values[i], 1e-5);
                  }
                });
      }
    }
  }
}
