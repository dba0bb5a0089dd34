package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.CHOOSING;
import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.MODAL;
import static dev.netc.compiler.op.Operation.Trait.TRANSPARENT;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.BatchNorm;
import dev.netc.compiler.op.primitive.ColumnVariance;
import dev.netc.compiler.op.primitive.Columns;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Lrn;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Layers that bring what flows through them to mean 0 and deviation 1, or at least to one size.
 * Their parameters are called as PyTorch calls them: {@code weight} is the scale, often written γ,
 * {@code bias} the shift, β; {@code running_mean} and {@code running_var} are statistics.
 */
final class Normalization {
  private Normalization() {}

  static List<Operation> operations() {
    return List.of(
        affine(
                Operation.named(
                        "batchnorm",
                        "scale · (x - mean) / sqrt(variance + eps) + shift for each feature, or"
                            + " channel of an image, or per = element; mean and (biased) variance"
                            + " are the batch's in training, and running averages, of which a step"
                            + " keeps the share momentum, in use or when the layer is frozen")
                    .trait(LAYER, TRANSPARENT, CHOOSING, MODAL)
                    .tensor("x")
                    .number("momentum", 0.9)
                    .number("eps", 1e-5))
            .word("per", "channel", "element")
            .shape("that of x")
            .example("batchnorm([1, 2], eps = 3) == [0.5, 1]")
            .weights(Normalization::batchWeights)
            .type(Normalization::batchType)
            .lower(Normalization::batchnorm),
        affine(
                Operation.named(
                        "layernorm",
                        "scale · (x - mean) / sqrt(variance + eps) + shift, mean and variance of"
                            + " each sample over the axes; each element has a scale and a shift")
                    .trait(LAYER, TRANSPARENT, CHOOSING)
                    .tensor("x")
                    .number("eps", 1e-5)
                    .axes("axis"))
            .shape("that of x")
            .example("layernorm([1, 3], eps = 3) == [-0.5, 0.5]")
            .weights((x, a) -> affineWeights(LayerAxes.of(x.shape(), a).normalized(), a))
            .type(Normalization::layerType)
            .reach((x, a) -> Reach.EVERYTHING)
            .lower(Normalization::layernorm),
        affine(
                Operation.named(
                        "group_norm",
                        "scale · (x - mean) / sqrt(variance + eps) + shift, mean and variance of"
                            + " each sample over a group of neighbouring channels; each channel has"
                            + " a scale and a shift")
                    .trait(LAYER, TRANSPARENT, CHOOSING)
                    .tensor("x")
                    .integer("groups")
                    .number("eps", 1e-5))
            .shape("that of x, the channels a multiple of groups")
            .example("group_norm([[1, 3], [1, 3]], 2, eps = 3) == [[-0.5, 0.5], [-0.5, 0.5]]")
            .weights((x, a) -> affineWeights(Shape.of(channels("group_norm", x)), a))
            .type(Normalization::groupType)
            .reach((x, a) -> Reach.EVERYTHING)
            .lower(Normalization::groupNorm),
        Operation.named(
                "lrn",
                "x / (k + alpha / size · Σ x²)^beta, the sum over the size channels around each"
                    + " (AlexNet's alpha is this one divided by size)")
            .trait(LAYER, TRANSPARENT, CHOOSING)
            .tensor("x")
            .integer("size", 5)
            .number("alpha", 1e-4)
            .number("beta", 0.75)
            .number("k", 2)
            .shape("that of x, an image or a sequence")
            .example("lrn([[2]], 1, alpha = 1, beta = 1, k = 2) == [[0.333333333]]")
            .type(Normalization::lrnType)
            .lower(Normalization::lrn));
  }

  // ------------------------------------------------------------ scale and shift

  private static Operation.Builder affine(Operation.Builder builder) {
    return builder
        .argument("scale", Parameter.Kind.WEIGHTS, true, "true")
        .argument("shift", Parameter.Kind.WEIGHTS, true, "true");
  }

  private static boolean has(String part, Arguments a) {
    return !Boolean.FALSE.equals(a.get(part));
  }

  private static List<Weight> affineWeights(Shape shape, Arguments a) {
    List<Weight> weights = new ArrayList<>();
    if (has("scale", a)) {
      weights.add(Weight.scale("weight", "scale", shape));
    }
    if (has("shift", a)) {
      weights.add(new Weight("bias", "shift", shape, 1, 1, true));
    }
    return weights;
  }

  /** The scale among the operands of a call, if it has one. */
  private static Node scale(Algebra m, List<Node> in, Arguments a, Shape shape) {
    return has("scale", a) ? in.get(1) : m.constant(shape, 1);
  }

  private static Node shift(Algebra m, List<Node> in, Arguments a, Shape shape) {
    return has("shift", a) ? in.get(has("scale", a) ? 2 : 1) : m.constant(shape, 0);
  }

  // ------------------------------------------------------------ rules that several keep

  private static void requireEpsilon(Arguments a) throws Mismatch {
    if (!(a.number("eps") > 0)) {
      throw Mismatch.range("eps keeps the divisor from zero, so it must be above 0")
          .label("eps", "is " + a.number("eps"));
    }
  }

  /** How many channels, or features, there are. */
  private static int channels(String operation, ValueType x) throws Mismatch {
    requireNumbers(operation, x);
    return x.shape().dim(0);
  }

  private static void requireNumbers(String operation, ValueType x) throws Mismatch {
    if (x.index()) {
      throw new Mismatch(Code.TYPE_MISMATCH, operation + " takes numbers, but receives indices")
          .label("x", "indices");
    }
    if (x.shape().rank() == 0) {
      throw Mismatch.shape(operation + " takes features or channels, but receives a scalar")
          .label("x", "a scalar")
          .help("declare the input with one element: [1]");
    }
  }

  /** {@code (x - mean) / sqrt(variance + eps)}, each over the given axes of a sample. */
  private static Node standardized(Algebra m, Node x, List<Integer> axes, double eps) {
    Shape kept = x.type().shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    Node centred = m.sub(x, m.reshape(m.reduce(Reduce.Kind.MEAN, x, axes), kept));
    Node variance = m.reshape(m.reduce(Reduce.Kind.MEAN, m.square(centred), axes), kept);
    return m.mul(centred, inverseDeviation(m, variance, eps));
  }

  private static Node inverseDeviation(Algebra m, Node variance, double eps) {
    return m.unary(Elementwise.RECIPROCAL, m.unary(Elementwise.SQRT, m.shift(eps, variance)));
  }

  // ------------------------------------------------------------ batchnorm

  private static Columns columns(Shape x, Arguments a) {
    if (a.word("per").equals("element")) {
      return Columns.ELEMENTS;
    }
    return x.rank() == 1 ? Columns.LAST : Columns.FIRST;
  }

  private static List<Weight> batchWeights(ValueType x, Arguments a) throws Mismatch {
    requireNumbers("batchnorm", x);
    Shape features = columns(x.shape(), a).shape(x.tensor());
    List<Weight> weights = affineWeights(features, a);
    weights.add(Weight.state("running_mean", features, new InitializerSpec.Zeros()));
    weights.add(Weight.state("running_var", features, new InitializerSpec.Ones()));
    return weights;
  }

  private static ValueType batchType(List<ValueType> in, Arguments a) throws Mismatch {
    requireNumbers("batchnorm", in.get(0));
    requireEpsilon(a);
    double momentum = a.number("momentum");
    if (!(momentum >= 0 && momentum < 1)) {
      throw Mismatch.range("momentum is the share that a step keeps: at least 0, less than 1")
          .label("momentum", "is " + momentum);
    }
    return in.get(0);
  }

  private static Node batchnorm(Lowering to, List<Node> in, Arguments a) {
    Algebra m = to.math();
    Node x = in.get(0);
    Columns columns = columns(x.type().shape(), a);
    Shape features = columns.shape(x.type());
    Node scale = scale(m, in, a, features);
    Node shift = shift(m, in, a, features);
    Node mean = in.get(in.size() - 2);
    Node variance = in.get(in.size() - 1);
    if (to.updates(mean)) {
      double momentum = a.number("momentum");
      Shifted input = Shifted.of(m, x, columns);
      Node centred = columns.mean(m, input.x());
      to.update(mean, now -> follow(m, momentum, now, m.add(centred, input.shift())));
      to.update(
          variance,
          now ->
              follow(
                  m,
                  momentum,
                  now,
                  m.graph().add(new ColumnVariance(columns), input.x(), centred)));
      return m.graph().add(new BatchNorm(columns, a.number("eps")), input.x(), scale, shift);
    }
    Node factor = m.mul(scale, inverseDeviation(m, variance, a.number("eps")));
    Node term = m.sub(shift, m.mul(mean, factor));
    Node scaled = m.mul(x, columns.over(m, factor, x.type()));
    return m.add(scaled, columns.over(m, term, x.type()));
  }

  /**
   * A value in two parts: x and what is added to all of a column, as the bias of the layer before.
   * The mean of the batch takes that away again, so neither it nor its gradient, which is zero,
   * need be computed.
   */
  private record Shifted(Node x, Node shift) {
    static Shifted of(Algebra m, Node value, Columns columns) {
      Shape features = columns.shape(value.type());
      TensorType added = columns.over(m, m.constant(features, 0), value.type()).type();
      if (value.op() == Elementwise.ADD) {
        for (int i = 0; i < 2; i++) {
          Node x = value.input(i);
          Node shift = value.input(1 - i);
          if (x.type().equals(value.type()) && shift.type().equals(added)) {
            return new Shifted(x, m.reshape(shift, features));
          }
        }
      }
      return new Shifted(value, m.number(0));
    }
  }

  /** A running average after one more number. */
  private static Node follow(Algebra m, double momentum, Node now, Node next) {
    return m.add(m.scale(momentum, now), m.scale(1 - momentum, next));
  }

  // ------------------------------------------------------------ layernorm

  /** The axes that are normalised together, and the shape that they have by themselves. */
  private record LayerAxes(List<Integer> axes, Shape normalized, Shape stretched) {
    static LayerAxes of(Shape x, Arguments a) throws Mismatch {
      List<Integer> axes = Axes.of(a.integers("axis"), x);
      Shape normalized = new Shape(axes.stream().map(x::dim).toList());
      Shape stretched =
          new Shape(
              IntStream.range(0, x.rank())
                  .mapToObj(axis -> axes.contains(axis) ? x.dim(axis) : 1)
                  .toList());
      return new LayerAxes(axes, normalized, stretched);
    }
  }

  private static ValueType layerType(List<ValueType> in, Arguments a) throws Mismatch {
    requireNumbers("layernorm", in.get(0));
    requireEpsilon(a);
    LayerAxes.of(in.get(0).shape(), a);
    return in.get(0);
  }

  private static Node layernorm(Lowering to, List<Node> in, Arguments a) {
    Algebra m = to.math();
    LayerAxes layer;
    try {
      layer = LayerAxes.of(in.get(0).type().shape(), a);
    } catch (Mismatch checkedBefore) {
      throw new IllegalStateException(checkedBefore);
    }
    Node y = standardized(m, in.get(0), layer.axes(), a.number("eps"));
    Node scale = m.reshape(scale(m, in, a, layer.normalized()), layer.stretched());
    Node shift = m.reshape(shift(m, in, a, layer.normalized()), layer.stretched());
    return m.add(m.mul(y, scale), shift);
  }

  // ------------------------------------------------------------ group_norm

  private static ValueType groupType(List<ValueType> in, Arguments a) throws Mismatch {
    int channels = channels("group_norm", in.get(0));
    requireEpsilon(a);
    int groups = a.integer("groups");
    if (groups < 1 || channels % groups != 0) {
      String fitting =
          IntStream.rangeClosed(1, channels)
              .filter(n -> channels % n == 0)
              .limit(12)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(", "));
      throw Mismatch.range(
              "%d channels do not make %d groups of one size".formatted(channels, groups))
          .label("x", "is " + in.get(0))
          .label("groups", "is " + groups)
          .note("they make " + fitting + " groups");
    }
    return in.get(0);
  }

  private static Node groupNorm(Lowering to, List<Node> in, Arguments a) {
    Algebra m = to.math();
    Node x = in.get(0);
    Shape shape = x.type().shape();
    int groups = a.integer("groups");
    Shape grouped = Shape.of(groups, Math.toIntExact(shape.size() / groups));
    Node y = standardized(m, m.reshape(x, grouped), List.of(1), a.number("eps"));
    Shape channels = Shape.of(shape.dim(0));
    Shape stretched = channels;
    for (int axis = 1; axis < shape.rank(); axis++) {
      stretched = stretched.inserting(axis, 1);
    }
    Node scale = m.reshape(scale(m, in, a, channels), stretched);
    Node shift = m.reshape(shift(m, in, a, channels), stretched);
    return m.add(m.mul(m.reshape(y, shape), scale), shift);
  }

  // ------------------------------------------------------------ lrn

  private static ValueType lrnType(List<ValueType> in, Arguments a) throws Mismatch {
    Images.require("lrn", in.get(0));
    int size = a.integer("size");
    if (size < 1 || size % 2 == 0) {
      throw Mismatch.range("lrn's size is odd, so that as many channels count on either side")
          .label("size", "is " + size);
    }
    for (String name : List.of("alpha", "k")) {
      if (!(a.number(name) > 0)) {
        throw Mismatch.range("%s must be above 0".formatted(name))
            .label(name, "is " + a.number(name));
      }
    }
    return in.get(0);
  }

  private static Node lrn(Lowering to, List<Node> in, Arguments a) {
    Algebra m = to.math();
    Node x = in.get(0);
    Lrn lrn = new Lrn(a.integer("size"), a.number("alpha"), a.number("beta"), a.number("k"), false);
    return m.reshape(m.graph().add(lrn, Images.planar(m, x)), x.type().shape());
  }
}
