package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Pad;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Cutting, padding, joining and repeating along an axis come before exchanges of axes.
 *
 * <pre>
 *   %2 = permute[2, 0, 1] %0 : f32[batch, 8, 4, 4]
 *   %3 = permute[2, 0, 1] %1 : f32[batch, 2, 4, 4]
 *   %4 = concat(axis 0) %2, %3 : f32[batch, 10, 4, 4]
 *
 *   becomes
 *
 *   %2 = concat(axis 2) %0, %1 : f32[batch, 4, 4, 10]
 *   %3 = permute[2, 0, 1] %2 : f32[batch, 10, 4, 4]
 * </pre>
 */
final class SinkThroughParts implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (node.op() instanceof Concat concat) {
      return Permutes.common(node.inputs()).map(axes -> concat(concat, node, axes, graph));
    }
    if (node.inputs().isEmpty() || !(node.input(0).op() instanceof Permute permute)) {
      return Optional.empty();
    }
    Node x = node.input(0).input(0);
    List<Integer> axes = permute.axes();
    if (node.op() instanceof Broadcast) {
      Shape shape = Permutes.shape(node.type().shape(), Permutes.inverse(axes));
      TensorType type = node.type().with(shape);
      return Optional.of(Permutes.of(graph.algebra().broadcastTo(x, type), axes, graph));
    }
    Optional<Primitive> moved = Optional.empty();
    if (node.op() instanceof Slice slice) {
      moved = Optional.of(new Slice(axes.get(slice.axis()), slice.from(), slice.to()));
    } else if (node.op() instanceof Pad pad) {
      moved = Optional.of(new Pad(axes.get(pad.axis()), pad.before(), pad.after()));
    }
    return moved.map(op -> Permutes.of(graph.add(op, x), axes, graph));
  }

  private static Node concat(Concat op, Node node, List<Integer> axes, Rewriting graph) {
    List<Integer> inverse = Permutes.inverse(axes);
    List<Node> parts = node.inputs().stream().map(n -> Permutes.of(n, inverse, graph)).toList();
    return Permutes.of(graph.add(new Concat(axes.get(op.axis())), parts), axes, graph);
  }
}
