package dev.netc.compiler.reference;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/** Runs graphs in float64, node by node, in order. */
public final class Interpreter {
  private Interpreter() {}

  /**
   * Evaluates every node.
   *
   * @param leaves the values of inputs and parameters, asked for by node
   * @return the value of each node of the graph
   */
  public static Map<Node, Tensor> run(
      Graph graph, Function<Node, Tensor> leaves, Evaluation evaluation) {
    return run(graph, leaves, evaluation, Rounding.NONE);
  }

  /**
   * Evaluates every node and rounds its value before the next one reads it.
   *
   * @param leaves the values of inputs and parameters, asked for by node
   * @return the value of each node of the graph
   */
  public static Map<Node, Tensor> run(
      Graph graph, Function<Node, Tensor> leaves, Evaluation evaluation, Rounding rounding) {
    Map<Node, Tensor> values = new IdentityHashMap<>();
    for (Node node : graph.nodes()) {
      values.put(node, rounding.of(value(node, values, leaves, evaluation)));
    }
    return values;
  }

  /**
   * Evaluates one node whose inputs are known; leaves without a rule of their own are asked for.
   */
  public static Tensor value(
      Node node, Map<Node, Tensor> values, Function<Node, Tensor> leaves, Evaluation evaluation) {
    if (node.op() instanceof Fed) {
      return leaves.apply(node);
    }
    var inputs = node.inputs().stream().map(values::get).toList();
    return node.op().evaluate(node, inputs, evaluation);
  }
}
