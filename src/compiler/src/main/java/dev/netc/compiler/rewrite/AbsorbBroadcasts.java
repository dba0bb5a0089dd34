package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Reshape;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Elementwise operations stretch their operands themselves.
 *
 * <pre>
 *   %2 = broadcast(batch) %1 : f32[batch, 10]
 *   %3 = mul %0, %2 : f32[batch, 10]            becomes     %2 = mul %0, %1 : f32[batch, 10]
 * </pre>
 *
 * <p>Only where the result keeps its type, which the other operands then have. The gradient of a
 * mean is such a number that is the same for all; the gradient of cross entropy takes it too.
 */
final class AbsorbBroadcasts implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (node.op() instanceof SoftmaxCrossEntropy.Gradient) {
      return entropyGradient(node, graph);
    } else if (!(node.op() instanceof Elementwise)) {
      return Optional.empty();
    }
    List<Node> operands = new ArrayList<>(node.inputs());
    boolean changed = false;
    for (int i = 0; i < operands.size(); i++) {
      Node whole = operands.get(i);
      if (stretches(whole)) {
        operands.set(i, whole.input(0));
        boolean keepsType =
            node.op().type(operands.stream().map(Node::type).toList()).equals(node.type());
        operands.set(i, keepsType ? whole.input(0) : whole);
        changed |= keepsType;
      }
    }
    return changed ? Optional.of(graph.add(node.op(), operands)) : Optional.empty();
  }

  /** Whether broadcasting the operand as it was gives the same: leading axes of 1 do not count. */
  private static boolean stretches(Node node) {
    if (node.op() instanceof Broadcast) {
      return true;
    }
    if (!(node.op() instanceof Reshape)) {
      return false;
    }
    Shape from = node.input(0).type().shape();
    Shape to = node.type().shape();
    int lead = to.rank() - from.rank();
    return lead > 0
        && to.dims().subList(0, lead).stream().allMatch(dim -> dim == 1)
        && to.dims().subList(lead, to.rank()).equals(from.dims());
  }

  private static Optional<Node> entropyGradient(Node node, Rewriting graph) {
    Node g = node.input(2);
    while (g.op() instanceof Broadcast || g.op() instanceof Reshape) {
      g = g.input(0);
    }
    return g.type().isScalar() && g != node.input(2)
        ? Optional.of(graph.add(node.op(), node.input(0), node.input(1), g))
        : Optional.empty();
  }
}
