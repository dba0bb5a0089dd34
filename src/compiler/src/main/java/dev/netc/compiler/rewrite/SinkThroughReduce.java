package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reduce;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Folds axes where they are, not where an exchange has put them: there are fewer numbers to move
 * then.
 *
 * <pre>
 *   %1 = permute[2, 0, 1] %0 : f32[batch, 8, 4, 4]
 *   %2 = reduce(SUM, 2..4) %1 : f32[batch, 8]          becomes     %1 = reduce(SUM, 1..3) %0
 * </pre>
 */
final class SinkThroughReduce implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Reduce reduce) || !(node.input(0).op() instanceof Permute permute)) {
      return Optional.empty();
    }
    Node x = node.input(0).input(0);
    int lead = x.type().batched() ? 1 : 0;
    List<Integer> axes = permute.axes();
    List<Integer> folded = axes.subList(Math.max(0, reduce.from() - lead), reduce.to() - lead);
    List<Integer> kept = axes.stream().filter(axis -> !folded.contains(axis)).toList();

    Algebra m = graph.algebra();
    Node result = m.reduce(reduce.kind(), x, folded);
    if (lead == 1 && reduce.from() == 0) {
      result = m.reduceBatch(reduce.kind(), result);
    }
    List<Integer> inMemory = kept.stream().sorted().toList();
    List<Integer> order =
        IntStream.range(0, kept.size()).map(j -> inMemory.indexOf(kept.get(j))).boxed().toList();
    return Optional.of(order.isEmpty() ? result : Permutes.of(result, order, graph));
  }
}
