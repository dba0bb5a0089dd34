package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Activated;
import dev.netc.compiler.op.primitive.Activation;
import dev.netc.compiler.op.primitive.Affine;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Spatial;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds the bias, and what a shortcut brings, and applies the activation while a product is written,
 * or a maximum.
 *
 * <pre>
 *   %3 = linear(w) %0, %1
 *   %4 = add %3, %2
 *   %5 = relu %4             becomes     %3 = linear(w, bias, RELU) %0, %1, %2
 *
 *   %4 = conv(1x1, channels last) %0, %1
 *   %5 = add %4, %2
 *   %6 = add %5, %3
 *   %7 = relu %6             becomes     %4 = conv(1x1, …, bias, residual, RELU) %0, %1, %2, %3
 * </pre>
 *
 * <p>Only where nothing else reads the product or the sum: they are no longer there.
 */
final class FuseAffine implements Rewrite {
  /** The place of the bias among the operands. */
  private static final int BIAS = 2;

  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (node.op() == Elementwise.ADD) {
      Optional<Node> fused = term(node.input(0), node.input(1), node, graph);
      return fused.isPresent() ? fused : term(node.input(1), node.input(0), node, graph);
    }
    return Activation.of(node.op())
        .filter(function -> isOpen(node.input(0), graph))
        .map(
            function -> {
              Activated op = (Activated) node.input(0).op();
              return graph.add(op.with(function), node.input(0).inputs());
            });
  }

  /** Whether a node's kernel could apply a function, does not yet, and one other node reads it. */
  private static boolean isOpen(Node node, Rewriting graph) {
    boolean hasKernel = !(node.op() instanceof Spatial spatial) || spatial.channelsLast();
    return node.op() instanceof Activated op
        && hasKernel
        && op.activation() == Activation.IDENTITY
        && graph.readers(node) == 1;
  }

  private static Optional<Node> term(Node product, Node term, Node sum, Rewriting graph) {
    if (!(product.op() instanceof Affine affine)
        || !isOpen(product, graph)
        || !product.type().equals(sum.type())) {
      return Optional.empty();
    }
    List<Node> operands = new ArrayList<>(product.inputs());
    int last = product.type().shape().dim(-1);
    if (!affine.bias() && isRow(term, last)) {
      operands.add(BIAS, graph.algebra().reshape(term, Shape.of(last)));
      return Optional.of(graph.add(affine.withBias(), operands));
    } else if (affine instanceof Conv conv
        && !conv.residual()
        && term.type().equals(product.type())) {
      operands.add(term);
      return Optional.of(graph.add(conv.withResidual(), operands));
    }
    return Optional.empty();
  }

  /** Whether the operand is the same row of {@code n} numbers for every row of the product. */
  private static boolean isRow(Node bias, int n) {
    Shape shape = bias.type().shape();
    boolean isLastAxis = n == 1 || (shape.rank() > 0 && shape.dim(-1) == n);
    return !bias.type().batched() && shape.size() == n && isLastAxis;
  }
}
