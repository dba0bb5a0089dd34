package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Activation;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.type.Shape;
import java.util.Optional;

/**
 * Adds the bias and applies the activation while the matrix product is written.
 *
 * <pre>
 *   %3 = linear(w) %0, %1
 *   %4 = add %3, %2
 *   %5 = relu %4             becomes     %3 = linear(w, bias, RELU) %0, %1, %2
 * </pre>
 *
 * <p>Only where nothing else reads the product or the sum: they are no longer there.
 */
final class FuseAffine implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (node.op() == Elementwise.ADD) {
      Optional<Node> fused = bias(node.input(0), node.input(1), node, graph);
      return fused.isPresent() ? fused : bias(node.input(1), node.input(0), node, graph);
    }
    return activation(node, graph);
  }

  private static Optional<Node> bias(Node product, Node bias, Node sum, Rewriting graph) {
    boolean fits =
        product.op() instanceof Linear linear
            && !linear.bias()
            && linear.activation() == Activation.IDENTITY
            && graph.readers(product) == 1
            && product.type().equals(sum.type())
            && isRow(bias, product.type().shape().dim(-1));
    if (!fits) {
      return Optional.empty();
    }
    Linear linear = (Linear) product.op();
    Node row = graph.algebra().reshape(bias, Shape.of(product.type().shape().dim(-1)));
    return Optional.of(
        graph.add(
            new Linear(linear.transposed(), true, Activation.IDENTITY),
            product.input(0),
            product.input(1),
            row));
  }

  /** Whether the operand is the same row of {@code n} numbers for every row of the product. */
  private static boolean isRow(Node bias, int n) {
    Shape shape = bias.type().shape();
    boolean isLastAxis = n == 1 || (shape.rank() > 0 && shape.dim(-1) == n);
    return !bias.type().batched() && shape.size() == n && isLastAxis;
  }

  private static Optional<Node> activation(Node node, Rewriting graph) {
    Optional<Activation> activation = Activation.of(node.op());
    if (activation.isEmpty()
        || !(node.input(0).op() instanceof Linear linear)
        || linear.activation() != Activation.IDENTITY
        || graph.readers(node.input(0)) != 1) {
      return Optional.empty();
    }
    return Optional.of(
        graph.add(
            new Linear(linear.transposed(), linear.bias(), activation.get()),
            node.input(0).inputs()));
  }
}
