package dev.netc.compiler.autodiff;

import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Origin;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reverse accumulation: from the result back to what it varies with, each node once, the gradients
 * of several readers added. Source: Griewank and Walther, Evaluating Derivatives, 2008, chapter 3.
 */
public final class Autodiff {
  private Autodiff() {}

  /**
   * Adds to the graph the gradients of the sum of {@code result}'s elements.
   *
   * @param wrt the nodes to differentiate by
   * @return for each of them its gradient, of its type; a zero where the result does not vary with
   *     it
   */
  public static Map<Node, Node> gradients(GraphBuilder graph, Node result, Collection<Node> wrt) {
    Algebra m = new Algebra(graph);
    Origin before = graph.origin();
    List<Node> forward = List.copyOf(graph.nodes().subList(0, result.id() + 1));
    Set<Node> varying = varying(forward, wrt);
    Map<Node, Node> gradients = new HashMap<>();
    if (varying.contains(result)) {
      gradients.put(result, m.broadcastTo(m.number(1), result.type()));
    }
    for (int i = result.id(); i >= 0; i--) {
      Node node = forward.get(i);
      Node g = gradients.get(node);
      if (g != null && !node.inputs().isEmpty()) {
        graph.at(node.origin());
        propagate(m, node, g, varying, gradients);
      }
    }
    Map<Node, Node> wanted = new LinkedHashMap<>();
    for (Node node : wrt) {
      graph.at(node.origin());
      wanted.put(node, gradients.containsKey(node) ? gradients.get(node) : zero(m, node));
    }
    graph.at(before);
    return wanted;
  }

  private static Set<Node> varying(List<Node> nodes, Collection<Node> wrt) {
    Set<Node> varying = new HashSet<>(wrt);
    for (Node node : nodes) {
      if (node.inputs().stream().anyMatch(varying::contains)) {
        varying.add(node);
      }
    }
    return varying;
  }

  private static void propagate(
      Algebra m, Node node, Node g, Set<Node> varying, Map<Node, Node> gradients) {
    if (node.inputs().stream().noneMatch(varying::contains)) {
      return;
    }
    List<Optional<Node>> parts = node.op().gradient(node, g, m.graph());
    for (int i = 0; i < parts.size(); i++) {
      Node input = node.input(i);
      if (parts.get(i).isPresent() && varying.contains(input)) {
        Node part = m.sumTo(spread(m, parts.get(i).get(), input), input.type());
        gradients.merge(input, part, m::add);
      }
    }
  }

  /** A gradient may be smaller than its operand, when it is the same for all elements. */
  private static Node spread(Algebra m, Node part, Node input) {
    boolean smaller =
        part.type().size() < input.type().size()
            || (input.type().batched() && !part.type().batched());
    return smaller ? m.broadcastTo(part, input.type()) : part;
  }

  private static Node zero(Algebra m, Node node) {
    return m.broadcastTo(m.graph().add(Leaf.Constant.of(0)), node.type());
  }
}
