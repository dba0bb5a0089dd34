package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Softmax;
import java.util.Optional;

/**
 * Logarithms of probabilities, straight from the scores: a probability that rounds to 0 has no
 * logarithm, its score has.
 *
 * <pre>
 *   %1 = softmax %0
 *   %2 = log %1          becomes     %1 = log_softmax %0
 *
 *   %1 = sigmoid %0
 *   %2 = log %1          becomes     -softplus(-%0)
 *
 *   %2 = sub 1, %1
 *   %3 = log %2          becomes     -softplus(%0)
 * </pre>
 *
 * <p>The same for {@code xlogy t, …}, which is t times the logarithm where that is finite.
 */
final class StableLogarithm implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    Algebra m = graph.algebra();
    if (node.op() == Elementwise.LOG) {
      return logarithm(node.input(0), graph);
    } else if (node.op() == Elementwise.XLOGY) {
      return logarithm(node.input(1), graph).map(log -> m.mul(node.input(0), log));
    }
    return Optional.empty();
  }

  private static Optional<Node> logarithm(Node p, Rewriting graph) {
    Algebra m = graph.algebra();
    if (p.op().equals(new Softmax(false))) {
      return Optional.of(graph.add(new Softmax(true), p.input(0)));
    } else if (p.op() == Elementwise.SIGMOID) {
      return Optional.of(m.neg(m.unary(Elementwise.SOFTPLUS, m.neg(p.input(0)))));
    } else if (p.op() == Elementwise.SUB
        && p.input(1).op() == Elementwise.SIGMOID
        && Patterns.isOneMinus(p, p.input(1))) {
      return Optional.of(m.neg(m.unary(Elementwise.SOFTPLUS, p.input(1).input(0))));
    }
    return Optional.empty();
  }
}
