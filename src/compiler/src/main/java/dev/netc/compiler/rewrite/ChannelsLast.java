package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Spatial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Operations on images take and give them as [height, width, channels], for which kernels are made.
 *
 * <pre>
 *   %2 = conv(3x3) %0, %1 : f32[batch, 8, 4, 4]
 *
 *   becomes
 *
 *   %2 = permute[1, 2, 0] %0 : f32[batch, 6, 6, 3]
 *   %3 = conv(3x3, channels last) %2, %1 : f32[batch, 4, 4, 8]
 *   %4 = permute[2, 0, 1] %3 : f32[batch, 8, 4, 4]
 * </pre>
 */
final class ChannelsLast implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Spatial spatial) || spatial.channelsLast()) {
      return Optional.empty();
    }
    List<Node> operands = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Node operand = node.input(i);
      operands.add(
          spatial.isImage(i)
              ? graph.add(new Permute(toLast(operand.type().shape().rank())), operand)
              : operand);
    }
    Node last = graph.add(spatial.withChannelsLast(), operands);
    return Optional.of(
        spatial.givesImage()
            ? graph.add(new Permute(toFirst(last.type().shape().rank())), last)
            : last);
  }

  /** The first axis goes behind the others. */
  static List<Integer> toLast(int rank) {
    return IntStream.range(0, rank).map(axis -> (axis + 1) % rank).boxed().toList();
  }

  /** The last axis goes before the others. */
  static List<Integer> toFirst(int rank) {
    return IntStream.range(0, rank).map(axis -> (axis + rank - 1) % rank).boxed().toList();
  }
}
