package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.Elementwise;
import java.util.List;
import java.util.Optional;

/**
 * Computes before repeating, not after.
 *
 * <pre>
 *   %1 = broadcast(batch) %0 : f32[batch, 10]
 *   %2 = neg %1 : f32[batch, 10]
 *
 *   becomes
 *
 *   %1 = neg %0 : f32[10]
 *   %2 = broadcast(batch) %1 : f32[batch, 10]
 * </pre>
 *
 * <p>Operands besides the repeated one are single numbers, or repeated in the same way.
 */
final class HoistBroadcasts implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Elementwise)) {
      return Optional.empty();
    }
    Optional<Node> repeated =
        node.inputs().stream().filter(n -> n.op() instanceof Broadcast).findFirst();
    if (repeated.isEmpty()) {
      return Optional.empty();
    }
    Node first = repeated.get();
    boolean alike =
        node.type().equals(first.type())
            && node.inputs().stream().allMatch(n -> n.type().isScalar() || sameAs(first, n));
    List<Node> operands =
        node.inputs().stream().map(n -> sameAs(first, n) ? n.input(0) : n).toList();
    boolean keepsType =
        alike
            && node.op()
                .type(operands.stream().map(Node::type).toList())
                .equals(first.input(0).type());
    return keepsType
        ? Optional.of(graph.add(first.op(), graph.add(node.op(), operands)))
        : Optional.empty();
  }

  private static boolean sameAs(Node broadcast, Node node) {
    return node.op().equals(broadcast.op())
        && node.input(0).type().equals(broadcast.input(0).type());
  }
}
