package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Broadcasts the operands of elementwise operations that a loop cannot read in place.
 *
 * <pre>
 *   %2 = mul %0, %1 : f32[batch, 3, 4]     %0 : f32[batch, 3, 4], %1 : f32[batch, 3, 1]
 *
 *   becomes
 *
 *   %2 = broadcast(1: [4]) %1 : f32[batch, 3, 4]
 *   %3 = mul %0, %2 : f32[batch, 3, 4]
 * </pre>
 *
 * <p>Whole operands, single numbers and repeated rows, such as a bias, stay as they are.
 */
final class LegalizeBroadcasts implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Elementwise)) {
      return Optional.empty();
    }
    List<Node> operands = new ArrayList<>();
    for (Node input : node.inputs()) {
      boolean stretched = OperandLayout.of(input.type(), node.type()) == OperandLayout.STRETCHED;
      operands.add(stretched ? graph.algebra().broadcastTo(input, node.type()) : input);
    }
    return operands.equals(node.inputs())
        ? Optional.empty()
        : Optional.of(graph.add(node.op(), operands));
  }
}
