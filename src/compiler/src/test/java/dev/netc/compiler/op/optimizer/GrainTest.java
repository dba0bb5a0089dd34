package dev.netc.compiler.op.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Rounding;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrainTest {
  private static final Evaluation ONE = new Evaluation(1, RandomSource.NONE);

  /** After one gradient all others are 0, as in a unit that has died. */
  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamw", "momentum", "nesterov", "rmsprop"})
  void whatDecaysNeverNeedsDenormalNumbers(String name) {
    Map<String, Double> settings = new HashMap<>();
    Optimizers.find(name).orElseThrow().settings().forEach(s -> settings.put(s.name(), s.value()));
    UpdateRule rule = UpdateRule.of(new OptimizerSpec(name, settings));
    Map<String, Double> values = new HashMap<>();
    rule.state().forEach(state -> values.put(state, 0.0));
    values.put(UpdateRule.WEIGHT, 1.0);
    values.put(UpdateRule.GRADIENT, 1e-3);
    for (int step = 1; step <= 75_000; step++) {
      for (UpdateRule.Uniform uniform : rule.uniforms()) {
        values.put(uniform.name(), uniform.value(1e-3, step));
      }
      Map<Node, Tensor> results =
          Interpreter.run(
              rule.graph(),
              node -> Tensor.scalar(values.get(((Leaf.Input) node.op()).name())),
              ONE,
              Rounding.FLOAT32);
      rule.graph().outputs().forEach((key, node) -> values.put(key, results.get(node).data()[0]));
      values.put(UpdateRule.GRADIENT, 0.0);
    }
    for (String state : rule.state()) {
      double value = Math.abs(values.get(state));
      // A mean is multiplied by the learning rate; squares have their root taken.
      double factor = state.equals("squares") ? 1 : 1e-3;
      assertTrue(value == 0 || value * factor >= Float.MIN_NORMAL, state + " is " + value);
    }
  }

  /** But for the last place where it is about as large as what is added to it. */
  @Test
  void leavesOtherNumbersAsTheyAre() {
    for (float x : new float[] {1, -3e-5f, 1.2345678e-12f, -7.654321e-17f, 3e30f}) {
      assertEquals(x, rounded(x, true));
      assertEquals(x, rounded(x, false));
    }
    for (float x = 1e-28f; x < 1e-16f; x *= 1.37f) {
      assertEquals(x, rounded(x, true), Math.max(0x1p-103, Math.ulp(x)));
      assertEquals(x, rounded(x, false), Math.max(0x1p-123, Math.ulp(x)));
    }
    assertTrue(Double.isNaN(rounded(Float.NaN, true)));
    assertEquals(Double.POSITIVE_INFINITY, rounded(Float.POSITIVE_INFINITY, true));
  }

  private static double rounded(float x, boolean mean) {
    GraphBuilder graph = new GraphBuilder();
    Node node = graph.add(new Leaf.Input("x", TensorType.batched(Shape.SCALAR)));
    Algebra m = new Algebra(graph);
    graph.output("y", mean ? Grain.ofMean(m, node) : Grain.ofSquares(m, node));
    var built = graph.build("rounded");
    return Interpreter.run(built, input -> Tensor.scalar(x), ONE, Rounding.FLOAT32)
        .get(built.outputs().get("y"))
        .data()[0];
  }
}
