package dev.netc.compiler.op;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.ArgMax;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.type.Shape;
import java.util.List;

/** Operations that fold axes; the folded axes disappear, the batch stays. */
final class Reductions {
  private Reductions() {}

  static List<Operation> operations() {
    return List.of(
        fold(
            "sum",
            "the sum over axes",
            "sum([[1, 2], [3, 4]], axis = 0) == [4, 6]",
            Reduce.Kind.SUM),
        fold("mean", "the mean over axes", "mean([1, 2, 6]) == 3", Reduce.Kind.MEAN),
        extreme(
            "max",
            "the largest element over axes, or the larger of x and y",
            "max([3, 1, 2]) == 3",
            Reduce.Kind.MAX,
            Elementwise.MAX),
        extreme(
            "min",
            "the smallest element over axes, or the smaller of x and y",
            "min([3, 1], [2, 2]) == [2, 1]",
            Reduce.Kind.MIN,
            Elementwise.MIN),
        Operation.named(
                "variance", "the mean squared distance from the mean, over axes (divided by n)")
            .tensor("x")
            .axes("axis")
            .reach((x, a) -> Reach.EVERYTHING)
            .shape("that of x without the axes; without axis, a scalar")
            .example("variance([1, 3]) == 1")
            .type((in, a) -> folded(in.get(0), a))
            .lower((to, in, a) -> variance(to.math(), in.get(0), a.integers("axis"))),
        Operation.named(
                "argmax",
                "the index of the largest element along an axis; the first if several tie")
            .trait(Operation.Trait.ZERO_SLOPE)
            .tensor("x")
            .integer("axis", -1)
            .reach((x, a) -> Reach.EVERYTHING)
            .shape("that of x without the axis")
            .example("argmax([3, 7, 5]) == 1")
            .type(Reductions::argmaxType)
            .lower((to, in, a) -> argmax(to.math(), in.get(0), a.integer("axis"))));
  }

  private static Operation fold(String name, String summary, String example, Reduce.Kind kind) {
    return Operation.named(name, summary)
        .tensor("x")
        .axes("axis")
        .reach((x, a) -> Reach.EVERYTHING)
        .shape("that of x without the axes; without axis, a scalar")
        .example(example)
        .type((in, a) -> folded(in.get(0), a))
        .lower((to, in, a) -> reduce(to.math(), kind, in.get(0), a.integers("axis")));
  }

  private static Operation extreme(
      String name, String summary, String example, Reduce.Kind kind, Elementwise pair) {
    return Operation.named(name, summary + "; ties share the gradient evenly")
        .tensors("x")
        .axes("axis")
        .shape("of one x, that without the axes, or a scalar; of several, theirs, broadcast")
        .example(example)
        .type((in, a) -> in.size() > 1 ? pairType(in, a, name) : folded(in.get(0), a))
        .lower(
            (to, in, a) ->
                in.size() > 1
                    ? in.stream().reduce((x, y) -> to.math().binary(pair, x, y)).get()
                    : reduce(to.math(), kind, in.get(0), a.integers("axis")));
  }

  private static ValueType pairType(List<ValueType> in, Arguments a, String name) throws Mismatch {
    if (!a.integers("axis").isEmpty()) {
      throw new Mismatch(Code.TYPE_MISMATCH, name + " of several tensors has no axis")
          .label("axis", "left over");
    }
    return Operation.broadcast(in, "'" + name + "'");
  }

  private static Node reduce(Algebra m, Reduce.Kind kind, Node x, List<Integer> named) {
    List<Integer> axes = Axes.checked(named, x.type().shape());
    return axes.isEmpty() ? x : m.reduce(kind, x, axes);
  }

  private static ValueType folded(ValueType x, Arguments a) throws Mismatch {
    List<Integer> axes = Axes.of(a.integers("axis"), x.shape());
    return ValueType.of(x.tensor().with(Axes.without(x.shape(), axes)));
  }

  private static Node variance(Algebra m, Node x, List<Integer> named) {
    Shape shape = x.type().shape();
    List<Integer> axes = Axes.checked(named, shape);
    if (axes.isEmpty()) {
      return m.sub(x, x);
    }
    Shape kept = shape;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    Node mean = m.reshape(m.reduce(Reduce.Kind.MEAN, x, axes), kept);
    return m.reduce(Reduce.Kind.MEAN, m.square(m.sub(x, mean)), axes);
  }

  private static ValueType argmaxType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape shape = in.get(0).shape();
    int axis = Axes.one(a.integer("axis"), shape);
    return ValueType.indices(in.get(0).tensor().with(shape.without(axis)));
  }

  private static Node argmax(Algebra m, Node x, int axis) {
    int rank = x.type().shape().rank();
    return m.graph().add(new ArgMax(axis < 0 ? axis + rank : axis), x);
  }
}
