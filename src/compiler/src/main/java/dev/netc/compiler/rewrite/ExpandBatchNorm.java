package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.BatchNorm;
import java.util.Optional;

/**
 * Batch normalisation becomes statistics of each column and two elementwise operations, which fuse
 * with what comes after. The statistics are those that gradients and running averages use too.
 *
 * <pre>
 *   %3 = batch_norm(FIRST, 1.0E-5) %0, %1, %2     becomes     mean, variance, and (x - mean) · a + %2
 * </pre>
 */
final class ExpandBatchNorm implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    return node.op() instanceof BatchNorm norm
        ? Optional.of(norm.expanded(node, graph.algebra()))
        : Optional.empty();
  }
}
