package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reshape;
import java.util.List;
import java.util.Optional;

/**
 * Axes are exchanged before numbers are repeated, and together with earlier exchanges.
 *
 * <pre>
 *   %1 = broadcast(1: [4, 4]) %0 : f32[batch, 8, 4, 4]
 *   %2 = permute[1, 2, 0] %1 : f32[batch, 4, 4, 8]
 *
 *   becomes
 *
 *   %1 = reshape[1, 1, 8] %0 : f32[batch, 1, 1, 8]
 *   %2 = broadcast(0: [4, 4]) %1 : f32[batch, 4, 4, 8]
 * </pre>
 */
final class HoistPermutes implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Permute permute)) {
      return Optional.empty();
    }
    Node x = node.input(0);
    if (x.op() instanceof Broadcast) {
      Node small = Permutes.of(x.input(0), permute.axes(), graph);
      return Optional.of(graph.algebra().broadcastTo(small, node.type()));
    }
    return x.op() instanceof Reshape && x.input(0).op() instanceof Permute
        ? beforeReshape(permute.axes(), x, node, graph)
        : Optional.empty();
  }

  private static Optional<Node> beforeReshape(
      List<Integer> axes, Node reshape, Node node, Rewriting graph) {
    Node x = reshape.input(0);
    return Regrouping.of(x.type().shape(), reshape.type().shape())
        .reversed()
        .moved(Permutes.inverse(axes))
        .map(
            moved ->
                graph.algebra().reshape(Permutes.of(x, moved.axes(), graph), node.type().shape()));
  }
}
