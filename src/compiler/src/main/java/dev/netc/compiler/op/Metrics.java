package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.METRIC;
import static dev.netc.compiler.op.Operation.Trait.ZERO_SLOPE;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.ArgMax;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.OuterSum;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;

/**
 * What training reports. Over a data set a metric is not the mean of its batches but is made of
 * sums over all samples: its statistics.
 */
final class Metrics {
  private Metrics() {}

  static List<Operation> operations() {
    return List.of(
        mean(
                "accuracy",
                "the share of samples whose largest score (or rounded probability) is the target's"
                    + " class",
                ZERO_SLOPE)
            .shape("a scalar for each sample")
            .example("accuracy([0.1, 0.9], 1) == 1")
            .type((in, a) -> labels(in, "accuracy"))
            .lower((to, in, a) -> hits(to.math(), in.get(0), in.get(1))),
        mean(
                "top_k_accuracy",
                "the share of samples whose target class is among the k largest scores",
                ZERO_SLOPE)
            .integer("k", 5)
            .shape("a scalar for each sample")
            .example("top_k_accuracy([0.2, 0.5, 0.3], 2, k = 2) == 1")
            .type((in, a) -> Losses.classification(in, "top_k_accuracy"))
            .lower((to, in, a) -> topHits(to.math(), in.get(0), in.get(1), a.integer("k"))),
        mean("mean_absolute_error", "|y - t|, averaged over the elements", METRIC)
            .shape("a scalar for each sample")
            .example("mean_absolute_error([1, 3], [0, 0]) == 2")
            .type(
                (in, a) ->
                    ValueType.of(Operation.broadcast(in, "mean_absolute_error").tensor())
                        .with(Shape.SCALAR))
            .lower((to, in, a) -> elementMean(to.math(), Losses.distances(to.math(), in))),
        matrix("confusion_matrix", "how often each class (row) was taken for each class (column)")
            .shape("[classes, classes] of the whole batch")
            .example("confusion_matrix([0.1, 0.9], 1) == [[0, 0], [0, 1]]")
            .type(Metrics::matrixType)
            .lower((to, in, a) -> confusion(to.math(), in.get(0), in.get(1))),
        matrix(
                "precision",
                "the share of a class's predictions that are right, averaged over the classes that"
                    + " were predicted")
            .shape("a scalar of the whole batch")
            .example("precision([0.1, 0.9], 1) == 1")
            .type((in, a) -> whole(in, "precision"))
            .lower((to, in, a) -> confusion(to.math(), in.get(0), in.get(1))),
        matrix(
                "recall",
                "the share of a class's samples that are found, averaged over the classes that"
                    + " occur")
            .shape("a scalar of the whole batch")
            .example("recall([0.1, 0.9], 0) == 0")
            .type((in, a) -> whole(in, "recall"))
            .lower((to, in, a) -> confusion(to.math(), in.get(0), in.get(1))));
  }

  private static Operation.Builder mean(String name, String summary, Operation.Trait trait) {
    return Operation.named(name, summary)
        .trait(METRIC, trait)
        .tensor("prediction")
        .tensor("target");
  }

  private static Operation.Builder matrix(String name, String summary) {
    return mean(name, summary, ZERO_SLOPE);
  }

  private static boolean isProbability(Shape y) {
    return y.rank() == 0 || y.dim(-1) == 1;
  }

  private static ValueType labels(List<ValueType> in, String name) throws Mismatch {
    if (isProbability(in.get(0).shape())) {
      Shape y = in.get(0).shape();
      Shape t = in.get(1).shape();
      Shape samples = y.rank() == 0 ? y : y.without(y.rank() - 1);
      if (!t.equals(y) && !t.equals(samples) && t.size() != 1) {
        throw Losses.targetMismatch(name, y, t);
      }
      return Losses.scalar(in);
    }
    return Losses.classification(in, name);
  }

  /** A figure of the whole batch. */
  private static ValueType whole(List<ValueType> in, String name) throws Mismatch {
    labels(in, name);
    return ValueType.of(TensorType.SCALAR);
  }

  private static ValueType matrixType(List<ValueType> in, Arguments a) throws Mismatch {
    labels(in, "confusion_matrix");
    int classes = classes(in.get(0).shape());
    return ValueType.of(TensorType.fixed(Shape.of(classes, classes)));
  }

  private static int classes(Shape y) {
    return isProbability(y) ? 2 : y.dim(-1);
  }

  private static Node hits(Algebra m, Node y, Node t) {
    return m.binary(Elementwise.EQ, predicted(m, y), actual(m, t, y));
  }

  /** The class of the largest score; of a single probability, whether it is above one half. */
  private static Node predicted(Algebra m, Node y) {
    Shape shape = y.type().shape();
    if (isProbability(shape)) {
      return m.binary(Elementwise.GT, scalar(m, y), m.number(0.5));
    }
    return m.graph().add(new ArgMax(shape.rank() - 1), y);
  }

  private static Node actual(Algebra m, Node t, Node y) {
    Shape shape = y.type().shape();
    if (isProbability(shape)) {
      return scalar(m, t);
    }
    return t.type().shape().equals(shape) ? m.graph().add(new ArgMax(shape.rank() - 1), t) : t;
  }

  /** A probability without its last axis of length 1. */
  private static Node scalar(Algebra m, Node y) {
    Shape shape = y.type().shape();
    return shape.rank() > 0 && shape.dim(-1) == 1
        ? m.reshape(y, shape.without(shape.rank() - 1))
        : y;
  }

  /** A sample counts if fewer than k scores are larger than that of its class. */
  private static Node topHits(Algebra m, Node y, Node t, int k) {
    int last = y.type().shape().rank() - 1;
    Node own = m.reduce(Reduce.Kind.SUM, m.mul(Losses.dense(m, t, y), y), List.of(last));
    Node kept = m.reshape(own, y.type().shape().with(last, 1));
    Node larger = m.reduce(Reduce.Kind.SUM, m.binary(Elementwise.GT, y, kept), List.of(last));
    return m.binary(Elementwise.LT, larger, m.number(k));
  }

  private static Node elementMean(Algebra m, Node x) {
    return x.type().shape().rank() == 0 ? x : m.reduceAll(Reduce.Kind.MEAN, x);
  }

  private static Node confusion(Algebra m, Node y, Node t) {
    int classes = classes(y.type().shape());
    Node truth = m.graph().add(new OneHot(classes), actual(m, t, y));
    Node prediction = m.graph().add(new OneHot(classes), predicted(m, y));
    return rows(m, truth, prediction);
  }

  private static Node rows(Algebra m, Node truth, Node prediction) {
    TensorType type =
        TensorType.broadcast(truth.type(), prediction.type())
            .orElseThrow(IllegalStateException::new);
    return m.graph()
        .add(new OuterSum(), m.broadcastTo(truth, type), m.broadcastTo(prediction, type));
  }

  /** The statistics of a metric, summed over the batch: a scalar, or a confusion matrix. */
  static Node statistics(Algebra m, Operation metric, Node lowered) {
    boolean isMatrix = !kind(metric).equals("MEAN");
    Node perSample =
        isMatrix || lowered.type().shape().rank() == 0
            ? lowered
            : m.reduceAll(Reduce.Kind.MEAN, lowered);
    return m.reduceBatch(Reduce.Kind.SUM, perSample);
  }

  /** The figure of a metric for one batch alone. */
  static Node figure(Algebra m, Operation metric, Node lowered) {
    return switch (kind(metric)) {
      case "MEAN" -> Losses.meanOfAll(m, lowered);
      case "PRECISION" -> average(m, lowered, 0);
      case "RECALL" -> average(m, lowered, 1);
      default -> lowered;
    };
  }

  /** How the figure is made of the statistics. */
  static String kind(Operation metric) {
    return switch (metric.name()) {
      case "precision" -> "PRECISION";
      case "recall" -> "RECALL";
      case "confusion_matrix" -> "CONFUSION";
      default -> "MEAN";
    };
  }

  /** The diagonal by the sums along an axis, averaged over the classes whose sum is not 0. */
  private static Node average(Algebra m, Node matrix, int axis) {
    int classes = matrix.type().shape().dim(0);
    double[] identity = new double[classes * classes];
    for (int c = 0; c < classes; c++) {
      identity[c * classes + c] = 1;
    }
    Node diagonal = m.mul(matrix, m.graph().add(new Leaf.Constant(matrix.type(), identity)));
    Node right = m.reduce(Reduce.Kind.SUM, diagonal, List.of(1));
    Node all = m.reduce(Reduce.Kind.SUM, matrix, List.of(axis));
    Node occurs = m.positive(all);
    Node shares =
        m.where(occurs, m.div(right, m.binary(Elementwise.MAX, all, m.number(1))), m.number(0));
    return m.div(m.reduceAll(Reduce.Kind.SUM, shares), m.reduceAll(Reduce.Kind.SUM, occurs));
  }
}
