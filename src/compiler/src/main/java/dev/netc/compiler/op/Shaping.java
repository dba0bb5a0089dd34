package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.TRANSPARENT;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.BatchMatMul;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operations that arrange elements, and the matrix product. The batch is never an axis. */
final class Shaping {
  private Shaping() {}

  static List<Operation> operations() {
    return List.of(
        Operation.named("flatten", "all elements of a sample in one row")
            .trait(LAYER, TRANSPARENT)
            .tensor("x")
            .shape("one axis with all elements of a sample")
            .example("flatten([[1, 2], [3, 4]]) == [1, 2, 3, 4]")
            .type((in, a) -> in.get(0).with(flat(in.get(0).shape())))
            .formula((m, x) -> m.reshape(x, flat(x.type().shape()))),
        Operation.named("reshape", "the same elements under another shape, in row-major order")
            .trait(LAYER, TRANSPARENT)
            .tensor("x")
            .integers("shape")
            .shape("the given one, of as many elements as x has")
            .example("reshape([1, 2, 3, 4], [2, 2]) == [[1, 2], [3, 4]]")
            .type(Shaping::reshapeType)
            .lower((to, in, a) -> to.math().reshape(in.get(0), new Shape(a.integers("shape")))),
        Operation.named(
                "transpose",
                "axes exchanged: axis j of the result is axis axes[j] of x; reversed by default")
            .trait(LAYER)
            .tensor("x")
            .argument("axes", Parameter.Kind.INTEGERS, List.of(), "reversed")
            .shape("that of x, its axes exchanged")
            .example("([[1, 2, 3], [4, 5, 6]] -> transpose) == [[1, 4], [2, 5], [3, 6]]")
            .type(Shaping::transposeType)
            .lower((to, in, a) -> transpose(to.math(), in.get(0), a.integers("axes"))),
        Operation.named(
                "slice", "the elements first … last (both included) along an axis: x[first..last]")
            .trait(LAYER)
            .tensor("x")
            .integer("first")
            .integer("last")
            .integer("axis", 0)
            .shape("that of x, with last - first + 1 along the axis")
            .example("slice([5, 6, 7, 8], 1, 2) == [6, 7]")
            .type(Shaping::sliceType)
            .lower((to, in, a) -> slice(to.math(), in.get(0), a)),
        Operation.named("index", "one element along the first axis, which disappears: x[i]")
            .trait(LAYER)
            .tensor("x")
            .integer("position")
            .shape("that of x without its first axis")
            .example("index([[5, 6], [7, 8]], 1) == [7, 8]")
            .type(Shaping::indexType)
            .lower((to, in, a) -> element(to.math(), in.get(0), a.integer("position"))),
        Operation.named("pick", "several elements along the first axis: x[[0, 2]]")
            .trait(LAYER)
            .tensor("x")
            .integers("positions")
            .shape("that of x, with as many along the first axis as positions")
            .example("pick([5, 6, 7], [2, 0]) == [7, 5]")
            .type(Shaping::pickType)
            .lower((to, in, a) -> pick(to.math(), in.get(0), a.integers("positions"))),
        Operation.named("concat", "tensors one after the other along an axis")
            .tensors("x")
            .integer("axis", 0)
            .shape("that of each x, their lengths along the axis added; all other axes are equal")
            .example("concat([1, 2], [3]) == [1, 2, 3]")
            .type(Shaping::concatType)
            .lower((to, in, a) -> concat(to.math(), in, a.integer("axis"))),
        Operation.named("stack", "tensors of one shape side by side along a new axis")
            .tensors("x")
            .integer("axis", 0)
            .shape("that of each x, all equal, with a new axis of as many as there are")
            .example("stack([1, 2], [3, 4]) == [[1, 2], [3, 4]]")
            .type(Shaping::stackType)
            .lower((to, in, a) -> stack(to.math(), in, a.integer("axis"))),
        Operation.named("one_hot", "1 at the index and 0 elsewhere, along a new last axis")
            .trait(LAYER)
            .tensor("x")
            .integer("classes")
            .shape("that of x, with a last axis of classes")
            .example("one_hot([2, 0], 3) == [[0, 0, 1], [1, 0, 0]]")
            .type(Shaping::oneHotType)
            .lower(
                (to, in, a) -> to.math().graph().add(new OneHot(a.integer("classes")), in.get(0))),
        Operation.named(
                "matmul",
                "the matrix product x @ y; a vector on the left is a row, on the right a column")
            .tensor("x")
            .tensor("y")
            .reach((x, a) -> Reach.EVERYTHING)
            .shape(
                "[rows of x, columns of y], the columns of x equal to the rows of y; axes before"
                    + " these are kept")
            .example("matmul([[1, 2], [3, 4]], [10, 1]) == [12, 34]")
            .type(Shaping::productType)
            .lower((to, in, a) -> product(to.math(), in.get(0), in.get(1))));
  }

  private static Shape flat(Shape shape) {
    return Shape.of(Math.toIntExact(shape.size()));
  }

  private static Shape appended(Shape shape, int dim) {
    return shape.inserting(shape.rank(), dim);
  }

  private static ValueType oneHotType(List<ValueType> in, Arguments a) throws Mismatch {
    int classes = a.integer("classes");
    if (classes < 1) {
      throw Mismatch.range("one_hot needs at least one class").label("classes", "is " + classes);
    }
    return ValueType.of(in.get(0).tensor().with(appended(in.get(0).shape(), classes)));
  }

  private static ValueType reshapeType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape from = in.get(0).shape();
    List<Integer> dims = a.integers("shape");
    if (dims.stream().anyMatch(d -> d < 1)) {
      throw Mismatch.range("every length of a shape must be at least 1").label("shape", "here");
    }
    Shape to = new Shape(dims);
    if (from.size() != to.size()) {
      throw Mismatch.shape("%s does not fit into the shape %s".formatted(from, to))
          .label("x", "x is " + from)
          .note("it has %d elements, the shape holds %d".formatted(from.size(), to.size()));
    }
    return in.get(0).with(to);
  }

  private static List<Integer> order(List<Integer> axes, int rank) {
    return axes.isEmpty() ? IntStream.range(0, rank).map(i -> rank - 1 - i).boxed().toList() : axes;
  }

  private static ValueType transposeType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape shape = in.get(0).shape();
    List<Integer> order = order(a.integers("axes"), shape.rank());
    if (!order.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, shape.rank()).boxed().toList())) {
      throw new Mismatch(Code.BAD_INDEX, "axes must name each axis of %s once".formatted(shape))
          .label("axes", "names " + order)
          .note("its axes are 0 to " + (shape.rank() - 1) + "; the batch is not counted");
    }
    return in.get(0).with(new Shape(order.stream().map(shape::dim).toList()));
  }

  private static Node transpose(Algebra m, Node x, List<Integer> axes) {
    List<Integer> order = order(axes, x.type().shape().rank());
    return x.type().shape().rank() < 2 ? x : m.graph().add(new Permute(order), x);
  }

  private static void requireAxis(Shape shape, int axis) throws Mismatch {
    if (shape.rank() == 0) {
      throw new Mismatch(Code.BAD_INDEX, "a scalar has no elements to index")
          .label("x", "is a scalar");
    }
    Axes.one(axis, shape);
  }

  private static void requirePosition(int position, int length) throws Mismatch {
    if (position < 0 || position >= length) {
      throw new Mismatch(
              Code.BAD_INDEX, "there is no element %d among %d".formatted(position, length))
          .label("x", "has %d elements along this axis".formatted(length))
          .help("positions count from 0 to " + (length - 1));
    }
  }

  private static ValueType sliceType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape shape = in.get(0).shape();
    requireAxis(shape, a.integer("axis"));
    int axis = Axes.one(a.integer("axis"), shape);
    int first = a.integer("first");
    int last = a.integer("last");
    requirePosition(first, shape.dim(axis));
    requirePosition(last, shape.dim(axis));
    if (first > last) {
      throw new Mismatch(Code.BAD_INDEX, "the range %d..%d is empty".formatted(first, last));
    }
    return in.get(0).with(shape.with(axis, last - first + 1));
  }

  private static ValueType indexType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape shape = in.get(0).shape();
    requireAxis(shape, 0);
    requirePosition(a.integer("position"), shape.dim(0));
    return in.get(0).with(shape.without(0));
  }

  private static ValueType pickType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape shape = in.get(0).shape();
    requireAxis(shape, 0);
    for (int position : a.integers("positions")) {
      requirePosition(position, shape.dim(0));
    }
    if (a.integers("positions").isEmpty()) {
      throw new Mismatch(Code.BAD_INDEX, "this list picks nothing");
    }
    return in.get(0).with(shape.with(0, a.integers("positions").size()));
  }

  private static Node slice(Algebra m, Node x, Arguments a) {
    int axis = a.integer("axis");
    int positive = axis < 0 ? axis + x.type().shape().rank() : axis;
    return m.graph().add(new Slice(positive, a.integer("first"), a.integer("last") + 1), x);
  }

  private static Node element(Algebra m, Node x, int position) {
    Node row = m.graph().add(new Slice(0, position, position + 1), x);
    return m.reshape(row, x.type().shape().without(0));
  }

  private static Node pick(Algebra m, Node x, List<Integer> positions) {
    List<Node> rows = new ArrayList<>();
    for (int position : positions) {
      rows.add(m.graph().add(new Slice(0, position, position + 1), x));
    }
    return m.graph().add(new Concat(0), rows);
  }

  private static ValueType concatType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape first = in.get(0).shape();
    int axis = Axes.one(a.integer("axis"), first);
    int length = 0;
    for (ValueType part : in) {
      Shape shape = part.shape();
      if (shape.rank() != first.rank() || !shape.without(axis).equals(first.without(axis))) {
        throw Mismatch.shape(
                "%s and %s cannot be joined along axis %d".formatted(first, shape, axis))
            .note("all other axes must have equal lengths");
      }
      length = Math.addExact(length, shape.dim(axis));
    }
    boolean batched = in.stream().anyMatch(ValueType::batched);
    return ValueType.of(new TensorType(batched, first.with(axis, length)));
  }

  private static ValueType stackType(List<ValueType> in, Arguments a) throws Mismatch {
    ValueType common = in.get(0);
    for (ValueType part : in) {
      if (!part.shape().equals(common.shape())) {
        throw Mismatch.shape("%s and %s cannot be stacked".formatted(common.shape(), part.shape()))
            .note("all parts of a stack have one shape");
      }
    }
    int axis = a.integer("axis");
    int rank = common.shape().rank();
    if (axis < 0 || axis > rank) {
      throw new Mismatch(
          Code.BAD_INDEX, "a stack of %s has axes 0 to %d".formatted(common.shape(), rank));
    }
    boolean batched = in.stream().anyMatch(ValueType::batched);
    return ValueType.of(new TensorType(batched, common.shape().inserting(axis, in.size())));
  }

  private static Node concat(Algebra m, List<Node> parts, int axis) {
    int rank = parts.get(0).type().shape().rank();
    return m.graph().add(new Concat(axis < 0 ? axis + rank : axis), sameBatch(m, parts));
  }

  private static Node stack(Algebra m, List<Node> parts, int axis) {
    List<Node> rows = new ArrayList<>();
    for (Node part : parts) {
      rows.add(m.reshape(part, part.type().shape().inserting(axis, 1)));
    }
    return m.graph().add(new Concat(axis), sameBatch(m, rows));
  }

  /** Parts that are the same for all samples are repeated where another part has a batch. */
  private static List<Node> sameBatch(Algebra m, List<Node> parts) {
    boolean batched = parts.stream().anyMatch(p -> p.type().batched());
    return parts.stream()
        .map(p -> batched ? m.broadcastTo(p, TensorType.batched(p.type().shape())) : p)
        .toList();
  }

  private static ValueType productType(List<ValueType> in, Arguments a) throws Mismatch {
    Shape x = in.get(0).shape();
    Shape y = in.get(1).shape();
    if (x.rank() == 0 || y.rank() == 0) {
      throw Mismatch.shape("'@' multiplies matrices, not scalars")
          .label(x.rank() == 0 ? "x" : "y", "is a scalar")
          .help("for scalars write *");
    }
    int inner = y.rank() == 1 ? y.dim(0) : y.dim(-2);
    if (x.dim(-1) != inner) {
      throw productMismatch(in.get(0), in.get(1), inner);
    }
    if (y.rank() > 2 || (x.rank() > 2 && in.get(1).batched())) {
      throw Mismatch.shape("'@' of %s and %s is not defined".formatted(x, y))
          .note("the right side is a vector or a matrix")
          .help("reshape it before");
    }
    boolean batched = in.get(0).batched() || in.get(1).batched();
    List<Integer> dims = new ArrayList<>(x.dims().subList(0, x.rank() - 1));
    if (y.rank() == 2) {
      dims.add(y.dim(1));
    }
    return ValueType.of(new TensorType(batched, new Shape(dims)));
  }

  private static Mismatch productMismatch(ValueType x, ValueType y, int inner) {
    Mismatch error =
        Mismatch.shape("the matrices of '@' do not fit")
            .label("x", "%s is " + x.shape())
            .label("y", "%s is " + y.shape())
            .note(
                "the %d columns of %%1$s meet the %d rows of %%2$s"
                    .formatted(x.shape().dim(-1), inner));
    Shape wanted =
        y.shape().rank() == 1
            ? Shape.of(x.shape().dim(-1))
            : Shape.of(x.shape().dim(-1), y.shape().dim(-1));
    return y.batched() ? error : error.help("declare  param %2$s " + wanted);
  }

  // Every case becomes rows times one matrix, or a product for each sample.
  private static Node product(Algebra m, Node x, Node y) {
    Shape xs = x.type().shape();
    Shape ys = y.type().shape();
    if (ys.rank() == 1) {
      Node column = product(m, x, m.reshape(y, Shape.of(ys.dim(0), 1)));
      return m.reshape(column, xs.without(xs.rank() - 1));
    }
    if (!y.type().batched()) {
      return m.graph().add(new Linear(false), x, y);
    }
    if (xs.rank() == 1) {
      Node row =
          m.graph().add(new BatchMatMul(false, false), m.reshape(x, Shape.of(1, xs.dim(0))), y);
      return m.reshape(row, Shape.of(ys.dim(1)));
    }
    if (ys.dim(1) == 1 && !x.type().batched()) {
      // One matrix for all samples, a column each: the samples are the rows of one product.
      Node rows = m.graph().add(new Linear(true), m.reshape(y, Shape.of(ys.dim(0))), x);
      return m.reshape(rows, Shape.of(xs.dim(0), 1));
    }
    return m.graph().add(new BatchMatMul(false, false), x, y);
  }
}
