package dev.netc.compiler.rewrite;

import static dev.netc.compiler.rewrite.Example.assertRewritten;
import static dev.netc.compiler.rewrite.Example.assertUnchanged;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.MaxPool;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Window;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Few values are cut off at 0, not many. */
class PoolBeforeReluTest {
  private static final Window HALVES = Window.of(2, 2).stride(2, 2);

  private static Node pooled(Example e, Window window, Node x) {
    return e.m.graph().add(new MaxPool(window, false), x);
  }

  private static Node sum(Example e, Node x) {
    return e.m.reduce(Reduce.Kind.SUM, x, List.of(0, 1, 2));
  }

  private static Node relu(Example e, Node x) {
    return e.m.unary(Elementwise.RELU, x);
  }

  @Test
  void theLargestValuesAreCutOff() {
    assertRewritten(
        new PoolBeforeRelu(),
        e -> pooled(e, HALVES, relu(e, e.input("x", 3, 6, 6))),
        """
        %0 = input x : f32[batch, 3, 6, 6]
        %1 = max_pool(2x2 stride 2x2) %0 : f32[batch, 3, 3, 3]
        %2 = relu %1 : f32[batch, 3, 3, 3]
        return y = %2
        """);
  }

  @Test
  void whatElseReadsThemNeedsThemAll() {
    assertUnchanged(
        new PoolBeforeRelu(),
        e -> {
          Node relu = relu(e, e.input("x", 3, 6, 6));
          return e.m.mul(sum(e, relu), sum(e, pooled(e, HALVES, relu)));
        });
  }

  @Test
  void asManyWindowsAsPixelsSaveNothing() {
    Window everywhere = Window.of(3, 3).pad(1, 1, 1, 1);
    assertUnchanged(
        new PoolBeforeRelu(), e -> pooled(e, everywhere, relu(e, e.input("x", 3, 6, 6))));
  }

  @Test
  void aWindowInThePaddingStaysInfinite() {
    Window besides = Window.of(2, 2).stride(2, 2).pad(2, 0, 0, 0);
    assertUnchanged(new PoolBeforeRelu(), e -> pooled(e, besides, relu(e, e.input("x", 3, 6, 6))));
  }

  /** With windows that overlap, with equal values, and with windows where none is positive. */
  @Test
  void resultAndGradientStayTheSame() {
    Random random = new Random(5);
    double[] x = new double[2 * 2 * 7 * 7];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(-6, 4);
    }
    Window overlapping = Window.of(3, 3).stride(2, 2).pad(1, 0, 0, 1);
    for (Window window : List.of(HALVES, overlapping)) {
      assertArrayEquals(
          gradient(window, x, UnaryOperator.identity()), gradient(window, x, Canonical::rewrite));
    }
  }

  private static double[] gradient(Window window, double[] x, UnaryOperator<Graph> rewrite) {
    Graph forward =
        Example.of(
            e -> {
              Node y = pooled(e, window, relu(e, e.input("x", 2, 7, 7)));
              return sum(e, e.m.mul(y, y));
            });
    GraphBuilder graph = GraphBuilder.continuing(rewrite.apply(forward));
    Node image = graph.outputs().get("y");
    while (!image.inputs().isEmpty()) {
      image = image.input(0);
    }
    Node loss = graph.outputs().get("y");
    graph.output("dx", Autodiff.gradients(graph, loss, List.of(image)).get(image));
    Graph training = graph.build("training");
    Map<Node, Tensor> results =
        Interpreter.run(
            training,
            node -> new Tensor(new int[] {2, 2, 7, 7}, x),
            new Evaluation(2, RandomSource.NONE));
    assertEquals(
        rewrite.apply(forward) != forward,
        training.nodes().stream().anyMatch(n -> n.op() == Elementwise.RELU && pools(n.input(0))));
    return results.get(training.outputs().get("dx")).data();
  }

  private static boolean pools(Node node) {
    return node.op() instanceof MaxPool;
  }
}
