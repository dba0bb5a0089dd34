package dev.netc.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Fed;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the graph: rewritten, it is well formed and means the same. */
class RewriterTest {
  private static final int BATCH = 3;
  private static final int OPERATIONS = 25;

  /** Rewrites change the order of operations, so the last digits differ; errors may grow. */
  private static final double TOLERANCE = 1e-7;

  /**
   * Beyond, values are the results of blow-ups, whose last digits are noise; rewrites need not keep
   * what infinities become.
   */
  private static final double LARGEST = 1e8;

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("graphs", 400));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsWhatAGraphMeans(long seed) {
    Graph graph = RandomGraph.of(seed, OPERATIONS).verified();
    assertSameResults(graph, Rewriter.rewrite(graph, Graph::verified), seed);
    assertSameResults(graph, Canonical.rewrite(graph).verified(), seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsWhatAGraphOfImagesMeans(long seed) {
    Graph graph = RandomGraph.ofImages(seed, OPERATIONS).verified();
    assertSameResults(graph, Rewriter.rewrite(graph, Graph::verified), seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leavesOnlyOperandsThatLoopsCanRead(long seed) {
    Graph graph = Rewriter.rewrite(RandomGraph.of(seed, OPERATIONS));
    for (Node node : graph.nodes()) {
      if (node.op().getClass().getSimpleName().equals("Fused")
          || node.op() instanceof Elementwise) {
        for (Node input : node.inputs()) {
          assertTrue(
              OperandLayout.of(input.type(), node.type()) != OperandLayout.STRETCHED, graph::print);
        }
      }
    }
  }

  @Test
  void givesTheSameGraphEachTime() {
    Graph graph = RandomGraph.of(7, 60);
    assertEquals(Rewriter.rewrite(graph).print(), Rewriter.rewrite(graph).print());
  }

  private static void assertSameResults(Graph before, Graph after, long seed) {
    Map<Node, Tensor> expected = run(before, seed);
    Map<Node, Tensor> actual = run(after, seed);
    Set<Node> ordinary = ordinary(before, expected);
    assertEquals(before.outputs().keySet(), after.outputs().keySet());
    before
        .outputs()
        .forEach(
            (name, node) -> {
              if (!ordinary.contains(node)) {
                return;
              }
              double[] x = expected.get(node).data();
              double[] y = actual.get(after.outputs().get(name)).data();
              assertEquals(x.length, y.length);
              for (int i = 0; i < x.length; i++) {
                boolean same = Math.abs(x[i] - y[i]) <= TOLERANCE * Math.max(1, Math.abs(x[i]));
                int at = i;
                assertTrue(
                    same,
                    () ->
                        "%s[%d]: %s is now %s\n%s\n%s"
                            .formatted(name, at, x[at], y[at], before.print(), after.print()));
              }
            });
  }

  /** The nodes that depend on ordinary numbers alone. */
  private static Set<Node> ordinary(Graph graph, Map<Node, Tensor> values) {
    Set<Node> ordinary = new HashSet<>();
    for (Node node : graph.nodes()) {
      boolean isOrdinary =
          Arrays.stream(values.get(node).data()).allMatch(v -> Math.abs(v) < LARGEST);
      if (isOrdinary && ordinary.containsAll(node.inputs())) {
        ordinary.add(node);
      }
    }
    return ordinary;
  }

  private static Map<Node, Tensor> run(Graph graph, long seed) {
    Function<Node, Tensor> leaves =
        node -> {
          String name = ((Fed) node.op()).name();
          Random random = new Random(seed * 31 + name.hashCode());
          Tensor value = Tensor.zeros(node.type().physicalDims(BATCH));
          for (int i = 0; i < value.size(); i++) {
            value.data()[i] =
                name.equals("index") ? random.nextInt(4) : 3 * random.nextDouble() - 1.5;
          }
          return value;
        };
    return Interpreter.run(graph, leaves, new Evaluation(BATCH, RandomSource.NONE));
  }
}
