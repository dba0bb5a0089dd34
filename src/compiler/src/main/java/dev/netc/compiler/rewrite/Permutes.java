package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Exchanges of axes: axis j of the result is axis {@code axes[j]} of the operand. */
final class Permutes {
  private Permutes() {}

  /** The axes in another order, in as few steps as can be. */
  static Node of(Node x, List<Integer> axes, Rewriting graph) {
    if (x.op() instanceof Permute first) {
      return of(x.input(0), after(axes, first.axes()), graph);
    }
    Shape result = shape(x.type().shape(), axes);
    return movesNothing(x.type().shape(), axes)
        ? graph.algebra().reshape(x, result)
        : graph.add(new Permute(axes), x);
  }

  /** Whether the elements stay where they are in memory: only axes of length 1 move. */
  static boolean movesNothing(Shape operand, List<Integer> axes) {
    List<Integer> moved = axes.stream().filter(axis -> operand.dim(axis) != 1).toList();
    return IntStream.range(1, moved.size()).allMatch(i -> moved.get(i - 1) < moved.get(i));
  }

  /** Both exchanges in one. */
  static List<Integer> after(List<Integer> second, List<Integer> first) {
    return second.stream().map(first::get).toList();
  }

  static List<Integer> inverse(List<Integer> axes) {
    return IntStream.range(0, axes.size()).map(axes::indexOf).boxed().toList();
  }

  static Shape shape(Shape operand, List<Integer> axes) {
    return new Shape(axes.stream().map(operand::dim).toList());
  }

  /** The first axis goes behind the others. */
  static List<Integer> toLast(int rank) {
    return IntStream.range(0, rank).map(axis -> (axis + 1) % rank).boxed().toList();
  }

  /** The last axis goes before the others. */
  static List<Integer> toFirst(int rank) {
    return inverse(toLast(rank));
  }

  /**
   * The exchange of axes that an operation on several operands can come before: one that all of
   * them have gone through. One that brings channels to the front is enough in one operand, since
   * the result is probably wanted with channels last: the others are permuted then.
   *
   * @param whole the operands with the result's axes
   */
  static Optional<List<Integer>> common(List<Node> whole) {
    List<List<Integer>> exchanges =
        whole.stream()
            .filter(operand -> operand.op() instanceof Permute)
            .map(operand -> ((Permute) operand.op()).axes())
            .toList();
    boolean all = exchanges.size() == whole.size() && exchanges.stream().distinct().count() == 1;
    return exchanges.stream().filter(axes -> all || isLayout(axes)).findFirst();
  }

  // With two axes it could not be told from its inverse, and passes would never come to an end.
  private static boolean isLayout(List<Integer> axes) {
    return axes.size() > 2 && axes.equals(toFirst(axes.size()));
  }
}
