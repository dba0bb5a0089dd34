package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.ArgMax;
import dev.netc.compiler.op.primitive.Softmax;
import java.util.Optional;

/**
 * The most probable class has the largest score.
 *
 * <pre>
 *   %1 = softmax %0
 *   %2 = argmax(axis 0) %1     becomes     %1 = argmax(axis 0) %0
 * </pre>
 *
 * <p>It is also exact where probabilities are so near 1 that floats cannot tell them apart.
 */
final class SimplifyArgMax implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    boolean matches =
        node.op() instanceof ArgMax argMax
            && node.input(0).op() instanceof Softmax
            && argMax.axis() == node.input(0).type().shape().rank() - 1;
    return matches ? Optional.of(graph.add(node.op(), node.input(0).input(0))) : Optional.empty();
  }
}
