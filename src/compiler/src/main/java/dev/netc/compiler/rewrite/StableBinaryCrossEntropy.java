package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import java.util.Optional;

/**
 * Binary cross entropy of a sigmoid, straight from its argument z: {@code t·log p + (1 - t)·log(1 -
 * p) = z·t - softplus(z)} for {@code p = sigmoid(z)}.
 *
 * <pre>
 *   %2 = sigmoid %0
 *   %3 = xlogy %1, %2
 *   %4 = sub 1, %1
 *   %5 = sub 1, %2
 *   %6 = xlogy %4, %5
 *   %7 = add %3, %6
 *
 *   becomes
 *
 *   %2 = softplus %0
 *   %3 = mul %0, %1
 *   %4 = sub %2, %3
 *   %5 = neg %4
 * </pre>
 */
final class StableBinaryCrossEntropy implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (node.op() != Elementwise.ADD
        || node.input(0).op() != Elementwise.XLOGY
        || node.input(1).op() != Elementwise.XLOGY) {
      return Optional.empty();
    }
    Optional<Node> found = stable(node.input(0), node.input(1), graph.algebra());
    return found.isPresent() ? found : stable(node.input(1), node.input(0), graph.algebra());
  }

  private static Optional<Node> stable(Node positive, Node negative, Algebra m) {
    Node t = positive.input(0);
    Node p = positive.input(1);
    boolean matches =
        p.op() == Elementwise.SIGMOID
            && Patterns.isOneMinus(negative.input(0), t)
            && Patterns.isOneMinus(negative.input(1), p);
    if (!matches) {
      return Optional.empty();
    }
    Node z = p.input(0);
    return Optional.of(m.neg(m.sub(m.unary(Elementwise.SOFTPLUS, z), m.mul(z, t))));
  }
}
