package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.ColumnDot;
import dev.netc.compiler.op.primitive.ColumnVariance;
import dev.netc.compiler.op.primitive.Columns;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Elementwise operations come before exchanges of axes.
 *
 * <pre>
 *   %2 = permute[2, 0, 1] %0 : f32[batch, 8, 4, 4]
 *   %3 = mul %2, %1 : f32[batch, 8, 4, 4]               %1 : f32[8, 1, 1]
 *
 *   becomes
 *
 *   %2 = reshape[1, 1, 8] %1 : f32[1, 1, 8]
 *   %3 = mul %0, %2 : f32[batch, 4, 4, 8]
 *   %4 = permute[2, 0, 1] %3 : f32[batch, 8, 4, 4]
 * </pre>
 *
 * <p>Other operands are permuted the other way. That only pays where the result is, in the end,
 * wanted in the order of the permuted one, as images are.
 */
final class SinkThroughElementwise implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!isElementwise(node.op())) {
      return Optional.empty();
    }
    Shape shape = node.type().shape();
    List<Node> whole =
        node.inputs().stream().filter(n -> n.type().shape().equals(shape)).distinct().toList();
    return Permutes.common(whole)
        .map(
            axes -> {
              List<Node> operands =
                  node.inputs().stream().map(n -> undone(n, axes, graph)).toList();
              return Permutes.of(graph.add(node.op(), operands), axes, graph);
            });
  }

  /** Whether all axes are alike to an operation: a statistic of each element is such, too. */
  private static boolean isElementwise(Primitive op) {
    return op instanceof Elementwise
        || (op instanceof ColumnVariance variance && variance.columns() == Columns.ELEMENTS)
        || (op instanceof ColumnDot dot && dot.columns() == Columns.ELEMENTS);
  }

  /** An operand in the order of axes in which the permuted one was before. */
  private static Node undone(Node operand, List<Integer> axes, Rewriting graph) {
    Shape shape = operand.type().shape();
    if (shape.size() == 1) {
      return operand;
    }
    while (shape.rank() < axes.size()) {
      shape = shape.inserting(0, 1);
    }
    Node padded = graph.algebra().reshape(operand, shape);
    return Permutes.of(padded, Permutes.inverse(axes), graph);
  }
}
