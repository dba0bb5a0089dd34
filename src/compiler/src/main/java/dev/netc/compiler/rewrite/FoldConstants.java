package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes what depends on constants alone, in float64.
 *
 * <pre>
 *   %0 = constant [2.0]
 *   %1 = sqrt %0         becomes     %0 = constant [1.4142135623730951]
 * </pre>
 *
 * <p>Not where the result is large: it would be stored instead of computed.
 */
final class FoldConstants implements Rewrite {
  private static final int MOST_VALUES = 4096;

  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    boolean foldable =
        !node.inputs().isEmpty()
            && node.op().isPure()
            && !node.type().batched()
            && node.type().size() <= MOST_VALUES
            && node.inputs().stream().allMatch(FoldConstants::isSmallConstant);
    if (!foldable) {
      return Optional.empty();
    }
    Evaluation evaluation = new Evaluation(1, RandomSource.NONE);
    List<Tensor> operands = new ArrayList<>();
    for (Node input : node.inputs()) {
      operands.add(input.op().evaluate(input, List.of(), evaluation));
    }
    double[] values = node.op().evaluate(node, operands, evaluation).data();
    Leaf.Constant all = new Leaf.Constant(node.type(), values);
    boolean same = values.length > 0 && all.isAll(values[0]);
    return Optional.of(
        graph.add(same ? new Leaf.Constant(node.type(), new double[] {values[0]}) : all));
  }

  private static boolean isSmallConstant(Node node) {
    return node.op() instanceof Leaf.Constant && node.type().size() <= MOST_VALUES;
  }
}
