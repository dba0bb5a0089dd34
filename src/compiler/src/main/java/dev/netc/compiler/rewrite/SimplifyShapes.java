package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Reshape;
import dev.netc.compiler.op.primitive.Slice;
import java.util.Optional;

/**
 * Changes of shape that follow one another, or move nothing in memory.
 *
 * <pre>
 *   reshape (reshape x)                becomes  reshape x, or x if it has that shape
 *   permute (permute x)                becomes  one permute
 *   permute that moves axes of length 1 only    reshape x
 *   slice of the whole axis, concat of one, broadcast to the same length         x
 *   reduce over axes of length 1       becomes  reshape x
 * </pre>
 */
final class SimplifyShapes implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (node.op() instanceof Reshape) {
      return reshape(node, graph);
    } else if (node.op() instanceof Permute permute) {
      return permute(permute, node.input(0), graph);
    } else if (node.op() instanceof Reduce reduce) {
      return reduce(reduce, node, graph);
    }
    boolean copies =
        node.op() instanceof Slice
            || node.op() instanceof Broadcast
            || (node.op() instanceof Concat && node.inputs().size() == 1);
    return copies && node.input(0).type().equals(node.type())
        ? Optional.of(node.input(0))
        : Optional.empty();
  }

  private static Optional<Node> reshape(Node node, Rewriting graph) {
    Node x = node.input(0);
    if (x.type().equals(node.type())) {
      return Optional.of(x);
    }
    return x.op() instanceof Reshape
        ? Optional.of(graph.algebra().reshape(x.input(0), node.type().shape()))
        : Optional.empty();
  }

  private static Optional<Node> permute(Permute permute, Node x, Rewriting graph) {
    boolean simpler =
        x.op() instanceof Permute || Permutes.movesNothing(x.type().shape(), permute.axes());
    return simpler ? Optional.of(Permutes.of(x, permute.axes(), graph)) : Optional.empty();
  }

  private static Optional<Node> reduce(Reduce reduce, Node node, Rewriting graph) {
    Node x = node.input(0);
    boolean nothingFolded =
        x.type().batched() == node.type().batched()
            && x.type().size() == node.type().size()
            && reduce.from() < reduce.to();
    return nothingFolded
        ? Optional.of(graph.algebra().reshape(x, node.type().shape()))
        : Optional.empty();
  }
}
