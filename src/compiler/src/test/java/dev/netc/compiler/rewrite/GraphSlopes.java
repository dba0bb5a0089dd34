package dev.netc.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Fed;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The gradients of a graph by its leaves, against central differences in float64. */
final class GraphSlopes {
  private static final double H = 1e-5;

  /** What a central difference of this h is exact to, where the second one agrees with it. */
  private static final double TOLERANCE = 1e-6;

  /** Elements of each leaf that are tried. */
  private static final int MOST_ELEMENTS = 3;

  private final int batch;
  private final Graph graph;
  private final Map<Node, Node> gradients;
  private final Map<String, Tensor> fed = new HashMap<>();
  private int agreed;

  /**
   * @param random its results are added up to what is differentiated
   * @param seed of the numbers at its leaves
   */
  GraphSlopes(Graph random, int batch, long seed) {
    GraphBuilder builder = GraphBuilder.continuing(random);
    Algebra m = new Algebra(builder);
    Node loss = m.number(0);
    for (Node result : random.outputs().values()) {
      Node bounded = m.unary(Elementwise.TANH, m.scale(0.1, result));
      loss = m.add(loss, m.reduceBatch(Reduce.Kind.MEAN, m.reduceAll(Reduce.Kind.SUM, bounded)));
    }
    builder.output("loss", loss);
    List<Node> leaves =
        random.nodes().stream()
            .filter(n -> n.op() instanceof Fed fed && !fed.name().equals("index"))
            .toList();
    this.batch = batch;
    this.gradients = Autodiff.gradients(builder, loss, leaves);
    this.graph = builder.build("random");
    for (Node node : random.nodes()) {
      if (node.op() instanceof Fed leaf) {
        fed.put(leaf.name(), numbers(leaf.name(), node, new Random(seed)));
      }
    }
  }

  private Tensor numbers(String name, Node node, Random random) {
    Tensor tensor = Tensor.zeros(node.type().physicalDims(batch));
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = name.equals("index") ? random.nextInt(4) : 2 * random.nextDouble() - 1;
    }
    return tensor;
  }

  /** Compares some slopes by every leaf; how many of them could be told. */
  int check() {
    Map<Node, Tensor> values = run();
    gradients.forEach(
        (leaf, gradient) -> {
          double[] slopes = values.get(gradient).data();
          double[] numbers = fed.get(((Fed) leaf.op()).name()).data();
          int stride = Math.max(1, numbers.length / MOST_ELEMENTS);
          for (int i = 0; i < numbers.length; i += stride) {
            compare(leaf, numbers, i, slopes[i]);
          }
        });
    return agreed;
  }

  private void compare(Node leaf, double[] numbers, int i, double slope) {
    double wide = difference(numbers, i, H);
    double narrow = difference(numbers, i, H / 4);
    double size = Math.max(1, Math.abs(wide));
    // Where they disagree there is a kink, near or right here, or the numbers are too large to
    // tell.
    boolean smooth =
        Math.abs(wide - narrow) <= TOLERANCE / 4 * size
            && Math.abs(oneSided(numbers, i, H) - oneSided(numbers, i, -H)) <= 1e-2 * size;
    if (smooth) {
      assertEquals(
          wide,
          slope,
          TOLERANCE * size,
          () -> leaf.op().mnemonic() + "[" + i + "]\n" + graph.print());
      agreed++;
    }
  }

  private double difference(double[] numbers, int i, double h) {
    double x = numbers[i];
    numbers[i] = x + h;
    double above = loss();
    numbers[i] = x - h;
    double below = loss();
    numbers[i] = x;
    return (above - below) / (2 * h);
  }

  private double oneSided(double[] numbers, int i, double h) {
    double x = numbers[i];
    double here = loss();
    numbers[i] = x + h;
    double there = loss();
    numbers[i] = x;
    return (there - here) / h;
  }

  private double loss() {
    return run().get(graph.outputs().get("loss")).data()[0];
  }

  private Map<Node, Tensor> run() {
    return Interpreter.run(
        graph, node -> fed.get(((Fed) node.op()).name()), new Evaluation(batch, RandomSource.NONE));
  }
}
