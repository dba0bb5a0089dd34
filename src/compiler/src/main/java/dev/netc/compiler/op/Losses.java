package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;

/**
 * What training minimises: a figure for each sample, which {@code minimize} averages over the
 * batch. They are written as in a textbook; a rewrite makes the stable kernels of them.
 */
final class Losses {
  private Losses() {}

  static List<Operation> operations() {
    return List.of(
        distance("squared_error", "½ Σ (y - t)²", "squared_error([1, 2], [0, 0]) == 2.5")
            .lower(
                (to, in, a) -> perSample(to.math(), to.math().scale(0.5, squares(to.math(), in)))),
        distance(
                "mean_squared_error",
                "(y - t)², averaged over the elements",
                "mean_squared_error([1, 3], [0, 0]) == 5")
            .lower((to, in, a) -> meanOfAll(to.math(), squares(to.math(), in))),
        distance("absolute_error", "Σ |y - t|", "absolute_error([1, -2], [0, 0]) == 3")
            .lower((to, in, a) -> perSample(to.math(), distances(to.math(), in))),
        distance(
                "huber",
                "Σ ½d² where |d| ≤ delta, else delta·(|d| - ½ delta), d = y - t",
                "huber([0.5, 3], [0, 0]) == 2.625")
            .number("delta", 1)
            .lower((to, in, a) -> perSample(to.math(), huber(to.math(), in, a.number("delta")))),
        distance(
                "binary_cross_entropy",
                "-(t log y + (1 - t) log(1 - y)), averaged over the elements; of a sigmoid, exact"
                    + " and without overflow",
                "binary_cross_entropy(0.5, 1) == 0.693147181")
            .lower(
                (to, in, a) ->
                    meanOfAll(to.math(), binaryCrossEntropy(to.math(), in.get(0), in.get(1)))),
        Operation.named(
                "cross_entropy",
                "-Σ t log y over the classes (the last axis); the target is a"
                    + " class index or one-hot; of a softmax, exact and without overflow")
            .tensor("prediction")
            .tensor("target")
            .shape("a scalar for each sample")
            .example("cross_entropy([0.25, 0.75], 1) == 0.287682072")
            .type((in, a) -> classification(in, "cross_entropy"))
            .lower((to, in, a) -> crossEntropy(to.math(), in.get(0), in.get(1))),
        Operation.named(
                "hinge",
                "Σ max(0, 1 - t·y) for targets of -1 and 1, or Σ max(0, 1 + y_c - y_t) over the"
                    + " wrong classes for a class index t")
            .tensor("prediction")
            .tensor("target")
            .shape("a scalar for each sample")
            .example("hinge([0.5], [1]) == 0.5")
            .type(Losses::hingeType)
            .lower((to, in, a) -> hinge(to.math(), in.get(0), in.get(1))),
        Operation.named("l1", "Σ |x| over all elements of all tensors given")
            .tensors("x")
            .shape("a scalar")
            .example("l1([1, -2], [3]) == 6")
            .type((in, a) -> scalar(in))
            .lower((to, in, a) -> total(to.math(), in, Elementwise.ABS)),
        Operation.named("l2", "Σ x² over all elements of all tensors given")
            .tensors("x")
            .shape("a scalar")
            .example("l2([1, -2], [3]) == 14")
            .type((in, a) -> scalar(in))
            .lower((to, in, a) -> total(to.math(), in, Elementwise.SQUARE)));
  }

  private static Operation.Builder distance(String name, String summary, String example) {
    return Operation.named(name, summary)
        .tensor("prediction")
        .tensor("target")
        .shape("a scalar for each sample")
        .example(example)
        .type((in, a) -> distanceType(in, name));
  }

  private static ValueType distanceType(List<ValueType> in, String name) throws Mismatch {
    Shape y = in.get(0).shape();
    Shape t = in.get(1).shape();
    if (in.get(1).index() && y.size() > 1) {
      throw Mismatch.shape("%s compares numbers, but the target is a class index".formatted(name))
          .label("target", "a class index")
          .help("use cross_entropy, or turn the target into numbers with one_hot(classes)");
    }
    if (!y.equals(t) && t.size() != 1) {
      throw targetMismatch(name, y, t);
    }
    return scalar(in);
  }

  static Mismatch targetMismatch(String name, Shape y, Shape t) {
    return Mismatch.shape("the prediction and the target of %s do not fit".formatted(name))
        .label("prediction", "%s is " + y)
        .label("target", "%s is " + t);
  }

  /** The type of a loss or metric of class scores and a target that is an index or one-hot. */
  static ValueType classification(List<ValueType> in, String name) throws Mismatch {
    Shape y = in.get(0).shape();
    Shape t = in.get(1).shape();
    if (y.rank() == 0) {
      throw Mismatch.shape(
              "%s needs a probability for each class, but the prediction is a scalar"
                  .formatted(name))
          .label("prediction", "a scalar")
          .help("for two classes and one probability use binary_cross_entropy");
    }
    if (!t.equals(y) && !t.equals(y.without(y.rank() - 1))) {
      throw targetMismatch(name, y, t)
          .note(
              "the target is a class index %s or one-hot %s".formatted(y.without(y.rank() - 1), y));
    }
    return scalar(in);
  }

  private static ValueType hingeType(List<ValueType> in, Arguments a) throws Mismatch {
    if (in.get(1).index() && in.get(0).shape().size() == 1) {
      throw Mismatch.shape("hinge of one score needs a target of -1 or 1, not a class index")
          .label("target", "a class index");
    }
    return comparesSigns(in.get(0).tensor(), in.get(1).tensor())
        ? scalar(in)
        : classification(in, "hinge");
  }

  /** Whether a target has a sign for each score, or one number of the program for all of them. */
  private static boolean comparesSigns(TensorType y, TensorType t) {
    return y.shape().equals(t.shape())
        || t.shape().size() == 1 && (y.shape().size() == 1 || !t.batched());
  }

  private static Node difference(Algebra m, List<Node> in) {
    return m.sub(in.get(0), in.get(1));
  }

  private static Node squares(Algebra m, List<Node> in) {
    return m.square(difference(m, in));
  }

  static Node distances(Algebra m, List<Node> in) {
    return m.unary(Elementwise.ABS, difference(m, in));
  }

  private static Node perSample(Algebra m, Node x) {
    return sum(m, x);
  }

  /** One number, for each sample if an operand has samples. */
  static ValueType scalar(List<ValueType> in) {
    boolean batched = in.stream().anyMatch(ValueType::batched);
    return ValueType.of(new TensorType(batched, Shape.SCALAR));
  }

  private static Node sum(Algebra m, Node x) {
    return x.type().shape().rank() == 0 ? x : m.reduceAll(Reduce.Kind.SUM, x);
  }

  /** The mean over the elements of a sample. */
  static Node meanOfAll(Algebra m, Node x) {
    return x.type().shape().rank() == 0 ? x : m.reduceAll(Reduce.Kind.MEAN, x);
  }

  /** Source: Huber 1964. Linear outside ±delta, so that outliers pull less. */
  private static Node huber(Algebra m, List<Node> in, double delta) {
    Node d = difference(m, in);
    Node size = m.unary(Elementwise.ABS, d);
    Node inside = m.binary(Elementwise.LE, size, m.number(delta));
    Node linear = m.scale(delta, m.shift(-delta / 2, size));
    return m.where(inside, m.scale(0.5, m.square(d)), linear);
  }

  private static Node binaryCrossEntropy(Algebra m, Node p, Node t) {
    Node yes = m.binary(Elementwise.XLOGY, t, p);
    Node one = m.number(1);
    Node no =
        m.binary(
            Elementwise.XLOGY,
            m.binary(Elementwise.SUB, one, t),
            m.binary(Elementwise.SUB, one, p));
    return m.neg(m.binary(Elementwise.ADD, yes, no));
  }

  private static Node crossEntropy(Algebra m, Node y, Node target) {
    int last = y.type().shape().rank() - 1;
    Node t = dense(m, target, y);
    Node rows = m.neg(m.reduce(Reduce.Kind.SUM, m.binary(Elementwise.XLOGY, t, y), List.of(last)));
    return meanOfAll(m, rows);
  }

  /** The target with a number for each class. */
  static Node dense(Algebra m, Node target, Node y) {
    Shape shape = y.type().shape();
    return target.type().shape().equals(shape)
        ? target
        : m.graph().add(new OneHot(shape.dim(-1)), target);
  }

  private static Node hinge(Algebra m, Node y, Node t) {
    if (comparesSigns(y.type(), t.type())) {
      return perSample(m, m.unary(Elementwise.RELU, m.sub(m.number(1), m.mul(t, y))));
    }
    int last = y.type().shape().rank() - 1;
    Node hot = dense(m, t, y);
    Node right = m.reduce(Reduce.Kind.SUM, m.mul(hot, y), List.of(last));
    Node kept = m.reshape(right, y.type().shape().with(last, 1));
    Node margins = m.unary(Elementwise.RELU, m.shift(1, m.sub(y, kept)));
    Node wrong = m.mul(margins, m.sub(m.number(1), hot));
    return meanOfAll(m, m.reduce(Reduce.Kind.SUM, wrong, List.of(last)));
  }

  private static Node total(Algebra m, List<Node> tensors, Elementwise term) {
    return tensors.stream().map(x -> sum(m, m.unary(term, x))).reduce(m::add).orElseThrow();
  }
}
