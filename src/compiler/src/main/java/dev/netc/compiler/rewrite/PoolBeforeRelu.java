package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.MaxPool;
import java.util.Optional;

/**
 * The largest of some values cut off at 0 is their largest value, cut off at 0.
 *
 * <pre>
 *   %1 = relu %0
 *   %2 = max_pool(2x2) %1     becomes     %1 = max_pool(2x2) %0
 *                                         %2 = relu %1
 * </pre>
 *
 * <p>There are fewer values to cut off then, and fewer gradients. Those are the same as well: where
 * the largest value is positive, it is in the same place; elsewhere relu passes none on.
 */
final class PoolBeforeRelu implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    // A window that lies in the padding altogether would give 0, not -∞.
    if (!(node.op() instanceof MaxPool pool && pool.window().touchesEveryImage())) {
      return Optional.empty();
    }
    Node relu = node.input(0);
    boolean fewer = 2 * node.type().size() <= relu.type().size();
    if (relu.op() != Elementwise.RELU || graph.readers(relu) > 1 || !fewer) {
      return Optional.empty();
    }
    return Optional.of(graph.add(Elementwise.RELU, graph.add(pool, relu.input(0))));
  }
}
