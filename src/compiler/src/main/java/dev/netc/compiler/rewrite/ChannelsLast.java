package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Spatial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
 *
 * <p>Between two such operations one permute undoes the other, once they have come together.
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
      int rank = operand.type().shape().rank();
      operands.add(
          spatial.isImage(i) ? Permutes.of(operand, Permutes.toLast(rank), graph) : operand);
    }
    Node last = graph.add(spatial.withChannelsLast(), operands);
    int rank = node.type().shape().rank();
    return Optional.of(
        spatial.givesImage() ? Permutes.of(last, Permutes.toFirst(rank), graph) : last);
  }
}
