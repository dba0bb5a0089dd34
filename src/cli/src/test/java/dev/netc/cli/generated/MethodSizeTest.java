package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.type.Shape;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** HotSpot never compiles a method of more than 8,000 bytes: none may be longer. */
class MethodSizeTest {
  private static final int LARGEST = 8000;

  /** A class has at most 65,535; deep nets are far from it if their parts stay below this. */
  private static final int MOST_CONSTANTS = 12_000;

  private static void assertShortMethods(Loaded loaded) {
    loaded
        .classes()
        .forEach(
            (name, bytes) -> {
              ClassFile file = ClassFile.of(bytes);
              assertTrue(file.constants() <= MOST_CONSTANTS, name + " has " + file.constants());
              file.methods()
                  .forEach(
                      (method, length) ->
                          assertTrue(
                              length <= LARGEST,
                              () -> name + "." + method + " has " + length + " bytes"));
            });
  }

  /** A chain of dense layers, each with an activation. */
  private static Lowered deep(int layers) {
    NetBuilder net = new NetBuilder("Deep").input("x", 4).input("target", 4);
    for (int i = 0; i < layers; i++) {
      net.parameter("layer[" + i + "].weight", 4, 4).parameter("layer[" + i + "].bias", 4);
    }
    return net.trained(
        s -> s.output("y", chain(s, layers)),
        s -> {
          Node error = s.m().sub(chain(s, layers), s.get("target"));
          s.output("loss", s.m().reduceAll(Reduce.Kind.SUM, s.m().square(error)));
        });
  }

  private static Node chain(NetBuilder.Scope s, int layers) {
    Node value = s.get("x");
    for (int i = 0; i < layers; i++) {
      s.at("layer[" + i + "]");
      Node product = s.m().graph().add(new Linear(false), value, s.get("layer[" + i + "].weight"));
      Node sum = s.m().add(product, s.get("layer[" + i + "].bias"));
      value = s.m().unary(i % 2 == 0 ? Elementwise.TANH : Elementwise.SOFTPLUS, sum);
    }
    return value;
  }

  @Test
  void aDeepNetHasShortMethodsAndRuns() {
    Loaded loaded = Loaded.of(deep(400));
    assertShortMethods(loaded);
    try (TrainedNet net = loaded.trained(2, 1, Kernels.portable())) {
      Batch batch = new Batch(2, Map.of("x", new float[8], "target", new float[8]));
      assertTrue(net.step(batch, 0.01, 1) >= 0);
      assertEquals(800, net.parameters().size());
    }
  }

  @Test
  void aWideNodeHasShortMethods() {
    int parts = 700;
    Lowered net =
        new NetBuilder("Wide")
            .input("x", 2, 3)
            .inference(
                s -> {
                  s.at("parts");
                  List<Node> all = new ArrayList<>();
                  for (int i = 0; i < parts; i++) {
                    Node moved = s.m().graph().add(new Permute(List.of(1, 0)), s.get("x"));
                    all.add(s.m().shift(i, moved));
                  }
                  s.output("y", s.m().graph().add(new Concat(0), all));
                });
    assertShortMethods(Loaded.of(net));
  }

  @Test
  void manyConstantsHaveShortMethods() {
    Lowered net =
        new NetBuilder("Constants")
            .input("x", 3000)
            .inference(
                s -> {
                  Node sum = s.get("x");
                  for (int i = 1; i <= 40; i++) {
                    double factor = i;
                    double[] few = IntStream.range(0, 200).mapToDouble(j -> factor / j).toArray();
                    double[] many = IntStream.range(0, 3000).mapToDouble(j -> factor / j).toArray();
                    sum = s.m().mul(sum, s.m().constant(Shape.of(3000), many));
                    Node x = s.m().reshape(sum, Shape.of(15, 200));
                    sum = s.m().add(x, s.m().constant(Shape.of(200), few));
                    sum = s.m().reshape(sum, Shape.of(3000));
                  }
                  s.output("y", sum);
                });
    assertShortMethods(Loaded.of(net));
  }

  @Test
  void longFormulasHaveShortMethods() {
    Lowered net =
        new NetBuilder("Formula")
            .input("x", 30)
            .input("z", 30)
            .inference(
                s -> {
                  Node sum = s.get("x");
                  for (int i = 0; i < 1000; i++) {
                    Elementwise op = i % 2 == 0 ? Elementwise.MUL : Elementwise.POW;
                    sum = s.m().binary(op, s.m().shift(i, sum), s.get("z"));
                  }
                  s.output("y", sum);
                });
    assertShortMethods(Loaded.of(net));
  }
}
