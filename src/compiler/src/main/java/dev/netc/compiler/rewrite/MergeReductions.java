package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Reduce;
import java.util.Optional;

/**
 * Folds neighbouring axes in one go.
 *
 * <pre>
 *   %1 = reduce(SUM, 1..3) %0 : f32[batch, 8]
 *   %2 = reduce(SUM, 0..1) %1 : f32[8]            becomes     %1 = reduce(SUM, 0..3) %0
 * </pre>
 *
 * <p>Only where nothing else reads what the first one gives.
 */
final class MergeReductions implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Reduce second)
        || !(node.input(0).op() instanceof Reduce first)
        || first.kind() != second.kind()
        || graph.readers(node.input(0)) != 1) {
      return Optional.empty();
    }
    boolean neighbours = second.from() <= first.from() && first.from() <= second.to();
    if (!neighbours) {
      return Optional.empty();
    }
    int to = second.to() + first.to() - first.from();
    return Optional.of(
        graph.add(new Reduce(first.kind(), second.from(), to), node.input(0).input(0)));
  }
}
