package dev.netc.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.function.Function;

/** A small graph with one result, to show what a rewrite makes of it. */
final class Example {
  private final GraphBuilder graph = new GraphBuilder();
  final Algebra m = new Algebra(graph);

  private Example() {}

  static Graph of(Function<Example, Node> result) {
    Example example = new Example();
    example.graph.output("y", result.apply(example));
    return example.graph.build("example");
  }

  Node input(String name, int... dims) {
    return graph.add(new Leaf.Input(name, TensorType.batched(Shape.of(dims))));
  }

  Node parameter(String name, int... dims) {
    return graph.add(new Leaf.Parameter(name, TensorType.fixed(Shape.of(dims))));
  }

  /** What one pass of the rewrite prints, dead nodes removed, must be the given lines. */
  static void assertRewritten(Rewrite rewrite, Function<Example, Node> result, String lines) {
    Graph after = DeadNodes.remove(Rewriting.pass(of(result), rewrite).verified());
    assertPrints(after, lines);
  }

  static void assertUnchanged(Rewrite rewrite, Function<Example, Node> result) {
    Graph before = DeadNodes.remove(of(result));
    assertEquals(before.print(), DeadNodes.remove(Rewriting.pass(before, rewrite)).print());
  }

  static void assertPrints(Graph graph, String lines) {
    assertEquals("graph example\n" + lines.indent(2), graph.print());
  }
}
