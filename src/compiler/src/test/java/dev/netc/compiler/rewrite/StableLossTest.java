package dev.netc.compiler.rewrite;

import static dev.netc.compiler.rewrite.Example.assertPrints;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Textbook losses become stable ones. */
class StableLossTest {

  private static Node crossEntropy(Example e, Node scores, Node target) {
    Node p = e.m.graph().add(new Softmax(false), scores);
    Node log = e.m.binary(Elementwise.XLOGY, target, p);
    return e.m.neg(e.m.reduce(Reduce.Kind.SUM, log, List.of(0)));
  }

  private static Node binaryCrossEntropy(Example e, Node z, Node t) {
    Node p = e.m.unary(Elementwise.SIGMOID, z);
    Node one = e.m.number(1);
    Node negative = e.m.binary(Elementwise.XLOGY, e.m.sub(one, t), e.m.sub(one, p));
    return e.m.neg(e.m.add(e.m.binary(Elementwise.XLOGY, t, p), negative));
  }

  private static Graph rewritten(Graph graph) {
    return Rewriter.rewrite(Canonical.rewrite(graph));
  }

  @Test
  void crossEntropyOfASoftmaxTakesTheScores() {
    Graph graph = Example.of(e -> crossEntropy(e, e.input("x", 10), e.input("t", 10)));
    assertPrints(
        rewritten(graph),
        """
        %0 = input x : f32[batch, 10]
        %1 = input t : f32[batch, 10]
        %2 = softmax_cross_entropy(dense) %0, %1 : f32[batch]
        return y = %2
        """);
  }

  @Test
  void aOneHotTargetIsTakenAsItsIndex() {
    Graph graph =
        Example.of(
            e -> {
              Node index = e.input("t");
              return crossEntropy(e, e.input("x", 10), e.m.graph().add(new OneHot(10), index));
            });
    assertPrints(
        rewritten(graph),
        """
        %0 = input t : f32[batch]
        %1 = input x : f32[batch, 10]
        %2 = softmax_cross_entropy(index) %1, %0 : f32[batch]
        return y = %2
        """);
  }

  @Test
  void binaryCrossEntropyOfASigmoidTakesItsArgument() {
    Graph graph = Example.of(e -> binaryCrossEntropy(e, e.input("z", 40), e.input("t", 40)));
    assertPrints(
        rewritten(graph),
        """
        %0 = input z : f32[batch, 40]
        %1 = input t : f32[batch, 40]
        %2 = softplus %0 : f32[batch, 40]
        %3 = fused{mul[in1, in2]; sub[in0, t0]} %2, %0, %1 : f32[batch, 40]
        return y = %3
        """);
  }

  @Test
  void logarithmsOfProbabilitiesTakeTheScores() {
    Graph graph =
        Example.of(
            e -> {
              Node x = e.input("x", 40);
              Node softmax = e.m.graph().add(new Softmax(false), x);
              Node sigmoid = e.m.unary(Elementwise.SIGMOID, x);
              return e.m.add(
                  e.m.unary(Elementwise.LOG, softmax), e.m.unary(Elementwise.LOG, sigmoid));
            });
    assertPrints(
        rewritten(graph),
        """
        %0 = input x : f32[batch, 40]
        %1 = log_softmax %0 : f32[batch, 40]
        %2 = neg %0 : f32[batch, 40]
        %3 = softplus %2 : f32[batch, 40]
        %4 = sub %1, %3 : f32[batch, 40]
        return y = %4
        """);
  }

  @Test
  void gradientsAreExactWhereProbabilitiesRoundToNothing() {
    Graph forward =
        Canonical.rewrite(Example.of(e -> binaryCrossEntropy(e, e.input("z"), e.input("t"))));
    GraphBuilder graph = GraphBuilder.continuing(forward);
    Node z = forward.nodes().get(0);
    Node loss = graph.outputs().get("y");
    graph.output("dz", Autodiff.gradients(graph, loss, List.of(z)).get(z));
    Graph training = graph.build("training");
    double[] values = {1000, -1000, 1000, -1000};
    double[] targets = {0, 1, 1, 0};
    Map<Node, Tensor> results =
        Interpreter.run(
            training,
            node -> new Tensor(new int[] {4}, node == z ? values : targets),
            new Evaluation(4, RandomSource.NONE));
    double[] dz = results.get(training.outputs().get("dz")).data();
    assertEquals(List.of(1.0, -1.0, 0.0, 0.0), List.of(dz[0], dz[1], dz[2], dz[3]));
    assertEquals(1000, results.get(training.outputs().get("y")).data()[0]);
  }
}
