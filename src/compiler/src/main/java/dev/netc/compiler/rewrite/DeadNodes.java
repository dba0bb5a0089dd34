package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out what no result needs.
 *
 * <pre>
 *   %1 = exp %0
 *   %2 = relu %0     becomes     %1 = relu %0
 *   return y = %2                return y = %1
 * </pre>
 */
final class DeadNodes {
  private DeadNodes() {}

  /** The graph without them; the same one if there are none. */
  static Graph remove(Graph graph) {
    Set<Node> needed = needed(graph);
    if (needed.size() == graph.nodes().size()) {
      return graph;
    }
    GraphBuilder kept = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (needed.contains(node)) {
        kept.at(node.origin());
        copies.put(node, kept.copy(node, node.inputs().stream().map(copies::get).toList()));
      }
    }
    graph.outputs().forEach((name, node) -> kept.output(name, copies.get(node)));
    return kept.build(graph.name());
  }

  /** The results and what they are made of. */
  static Set<Node> needed(Graph graph) {
    Set<Node> needed = new HashSet<>(graph.outputs().values());
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (needed.contains(node)) {
        needed.addAll(node.inputs());
      }
    }
    return needed;
  }
}
