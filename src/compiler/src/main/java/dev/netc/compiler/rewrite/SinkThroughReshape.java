package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reshape;
import java.util.Optional;

/**
 * Axes are split and merged before they are exchanged, where the parts stay together.
 *
 * <pre>
 *   %1 = permute[2, 0, 1] %0 : f32[batch, 8, 4, 6]
 *   %2 = reshape[2, 4, 4, 6] %1 : f32[batch, 2, 4, 4, 6]
 *
 *   becomes
 *
 *   %1 = reshape[4, 6, 2, 4] %0 : f32[batch, 4, 6, 2, 4]
 *   %2 = permute[2, 3, 0, 1] %1 : f32[batch, 2, 4, 4, 6]
 * </pre>
 */
final class SinkThroughReshape implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Reshape) || !(node.input(0).op() instanceof Permute permute)) {
      return Optional.empty();
    }
    Node x = node.input(0).input(0);
    return Regrouping.of(node.input(0).type().shape(), node.type().shape())
        .moved(permute.axes())
        .map(
            moved ->
                Permutes.of(
                    graph.algebra().reshape(x, moved.shape()),
                    Permutes.inverse(moved.axes()),
                    graph));
  }
}
