package dev.netc.compiler.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dataflow graph: nodes in an order in which each can be computed, and named results.
 *
 * @param name what the graph computes, for messages and the printed form
 * @param nodes each node's inputs stand before it
 * @param outputs results by name, in the order of declaration
 */
public record Graph(String name, List<Node> nodes, Map<String, Node> outputs) {

  public Graph {
    nodes = List.copyOf(nodes);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** For each node the nodes that read it, in order. A node that reads twice stands twice. */
  public Map<Node, List<Node>> readers() {
    Map<Node, List<Node>> readers = new HashMap<>();
    nodes.forEach(node -> readers.put(node, new ArrayList<>()));
    nodes.forEach(node -> node.inputs().forEach(input -> readers.get(input).add(node)));
    return readers;
  }

  /** The work of one execution. */
  public Cost cost() {
    return nodes.stream().map(n -> n.op().cost(n)).reduce(Cost.NONE, Cost::plus);
  }

  /** The printed form: one line a node, then the results. */
  public String print() {
    StringBuilder out = new StringBuilder("graph ").append(name).append('\n');
    for (Node node : nodes) {
      out.append("  ").append(node).append(" = ").append(node.op().mnemonic());
      for (int i = 0; i < node.inputs().size(); i++) {
        out.append(i == 0 ? " " : ", ").append(node.input(i));
      }
      out.append(" : ").append(node.type());
      if (!node.origin().name().isEmpty()) {
        out.append("  // ").append(node.origin().name());
      }
      out.append('\n');
    }
    outputs.forEach(
        (name, node) ->
            out.append("  return ").append(name).append(" = ").append(node).append('\n'));
    return out.toString();
  }

  /**
   * Checks what every pass must keep: inputs before readers, results among the nodes, and each
   * node's type the one that its operation computes.
   *
   * @throws IllegalStateException naming the first node that is wrong
   */
  public Graph verified() {
    Map<Node, Integer> seen = new HashMap<>();
    for (Node node : nodes) {
      for (Node input : node.inputs()) {
        require(seen.containsKey(input), node, "reads a node that is not before it");
      }
      var types = node.inputs().stream().map(Node::type).toList();
      require(
          node.op().type(types).equals(node.type()),
          node,
          "has another type than its operation gives");
      seen.put(node, node.id());
    }
    outputs.forEach(
        (name, node) -> require(seen.containsKey(node), node, "is returned but not in the graph"));
    return this;
  }

  private void require(boolean holds, Node node, String fault) {
    if (!holds) {
      throw new IllegalStateException(
          node + " = " + node.op().mnemonic() + " " + fault + "\n" + print());
    }
  }
}
