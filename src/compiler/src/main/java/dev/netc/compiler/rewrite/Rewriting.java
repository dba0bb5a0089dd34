package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One pass of a rewrite over a graph: nodes are copied in order, and replaced where it applies. */
final class Rewriting {
  private final Graph before;
  private final GraphBuilder after = new GraphBuilder();
  private final Algebra algebra = new Algebra(after);
  private final Map<Node, Node> replacements = new HashMap<>();

  /** Readers of each new node, results counted, as far as old readers are known. */
  private final Map<Node, Integer> readers = new HashMap<>();

  private Rewriting(Graph before) {
    this.before = before;
  }

  /**
   * The graph after one pass; the same one if the rewrite applies nowhere. Nodes that nothing reads
   * any more may still be in it.
   */
  static Graph pass(Graph graph, Rewrite rewrite) {
    return new Rewriting(graph).run(rewrite);
  }

  private Graph run(Rewrite rewrite) {
    Set<Node> live = DeadNodes.needed(before);
    List<Node> needed = before.nodes().stream().filter(live::contains).toList();
    Map<Node, Integer> readsBefore = new HashMap<>();
    needed.forEach(n -> n.inputs().forEach(i -> readsBefore.merge(i, 1, Integer::sum)));
    before.outputs().values().forEach(result -> readsBefore.merge(result, 1, Integer::sum));
    boolean changed = false;
    for (Node old : needed) {
      after.at(old.origin());
      Node copy = after.copy(old, old.inputs().stream().map(replacements::get).toList());
      Node replacement = rewrite.apply(copy, this).orElse(copy);
      requireSameType(copy, replacement);
      changed |= replacement != copy;
      replacements.put(old, replacement);
      readers.merge(replacement, readsBefore.get(old), Integer::sum);
    }
    before.outputs().forEach((name, node) -> after.output(name, replacements.get(node)));
    return changed ? after.build(before.name()) : before;
  }

  private void requireSameType(Node copy, Node replacement) {
    if (!replacement.type().equals(copy.type())) {
      throw new IllegalStateException(
          "%s of type %s was rewritten to one of type %s\n%s"
              .formatted(copy.op().mnemonic(), copy.type(), replacement.type(), before.print()));
    }
  }

  /** Writes formulas into the new graph. */
  Algebra algebra() {
    return algebra;
  }

  /** Adds a node to the new graph. */
  Node add(Primitive op, List<Node> inputs) {
    return after.add(op, inputs);
  }

  Node add(Primitive op, Node... inputs) {
    return after.add(op, inputs);
  }

  /** How often a node of the new graph is read by nodes and results of the old one. */
  int readers(Node node) {
    return readers.getOrDefault(node, 0);
  }
}
