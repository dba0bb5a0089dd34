package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import java.util.Optional;

/**
 * Cross entropy of a softmax, straight from the scores.
 *
 * <pre>
 *   %2 = softmax %0
 *   %3 = xlogy %1, %2
 *   %4 = reduce(SUM, last) %3
 *
 *   becomes
 *
 *   %2 = softmax_cross_entropy(dense) %0, %1
 *   %3 = neg %2
 * </pre>
 *
 * <p>Where the target %1 is {@code one_hot} of an index, the index itself serves as target.
 */
final class StableCrossEntropy implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!sumsLastAxis(node) || node.input(0).op() != Elementwise.XLOGY) {
      return Optional.empty();
    }
    Node target = node.input(0).input(0);
    Node probabilities = node.input(0).input(1);
    if (!probabilities.op().equals(new Softmax(false))) {
      return Optional.empty();
    }
    Node scores = probabilities.input(0);
    if (!target.type().equals(scores.type())) {
      return Optional.empty();
    }
    boolean isIndex = target.op() instanceof OneHot;
    Node entropy =
        graph.add(new SoftmaxCrossEntropy(!isIndex), scores, isIndex ? target.input(0) : target);
    return Optional.of(graph.algebra().neg(entropy));
  }

  private static boolean sumsLastAxis(Node node) {
    if (!(node.op() instanceof Reduce sum)) {
      return false;
    }
    int rank = node.input(0).type().physicalRank();
    boolean isLast = sum.from() == rank - 1 && sum.to() == rank;
    return sum.kind() == Reduce.Kind.SUM && isLast && node.input(0).type().shape().rank() > 0;
  }
}
