package dev.netc.compiler.plan;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import java.util.HashMap;
import java.util.Map;

/**
 * When the memory of each value is written and last read, in steps: the positions of nodes in their
 * graph. A view shares the memory of its operand, so the two count as one value, the operand's
 * root.
 */
final class Lifetimes {
  private final Map<Node, Node> roots = new HashMap<>();
  private final Map<Node, Integer> steps = new HashMap<>();
  private final Map<Node, Integer> lasts = new HashMap<>();
  private final int end;

  Lifetimes(Graph graph) {
    this.end = graph.nodes().size();
    for (Node node : graph.nodes()) {
      int step = steps.size();
      steps.put(node, step);
      Node root = node.op().isView() ? roots.get(node.input(0)) : node;
      roots.put(node, root);
      lasts.merge(root, step, Math::max);
      node.inputs().forEach(input -> lasts.merge(roots.get(input), step, Math::max));
    }
    graph.outputs().values().forEach(node -> lasts.put(roots.get(node), end));
  }

  /** The value whose memory a node's result is. */
  Node root(Node node) {
    return roots.get(node);
  }

  /** The step that writes a root. */
  int first(Node root) {
    return steps.get(root);
  }

  /** The last step that reads a root or a view of it; beyond all steps for results. */
  int last(Node root) {
    return lasts.get(root);
  }
}
