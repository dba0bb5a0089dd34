package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import java.util.List;
import java.util.Optional;

/** A better form for one kind of node. */
interface Rewrite {
  /**
   * What stands for a node.
   *
   * @param node of the graph that is being built: its operands are in their new form
   * @param graph where further nodes are added
   * @return another node of that graph, or empty to keep this one
   */
  Optional<Node> apply(Node node, Rewriting graph);

  /** Several rewrites in one pass: for each node the first that applies. */
  static Rewrite first(List<Rewrite> rewrites) {
    return (node, graph) -> {
      for (Rewrite rewrite : rewrites) {
        Optional<Node> replacement = rewrite.apply(node, graph);
        if (replacement.isPresent()) {
          return replacement;
        }
      }
      return Optional.empty();
    };
  }
}
