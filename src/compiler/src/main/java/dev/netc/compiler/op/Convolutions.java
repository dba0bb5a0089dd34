package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.LINEAR;
import static dev.netc.compiler.op.Operation.Trait.WEIGHTED;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The convolution of images and sequences. */
final class Convolutions {
  static final InitializerSpec AUTO = new InitializerSpec.Auto();

  private Convolutions() {}

  static List<Operation> operations() {
    return List.of(conv(), TransposedConvolution.operation());
  }

  private static Operation conv() {
    return Operation.named(
            "conv",
            "filters [filters, channels / groups, kernel…] slide over an image [channels, height,"
                + " width] or a sequence [channels, length]; positions along an axis are"
                + " (size + padding - dilation · (kernel - 1) - 1) / stride + 1, rounded down")
        .trait(LAYER, LINEAR, WEIGHTED)
        .tensor("x")
        .integer("filters")
        .extents("kernel")
        .extents("stride", 1)
        .padding("pad", "same")
        .extents("dilation", 1)
        .integer("groups", 1)
        .word("round", "exact", "down", "up")
        .argument("init", Parameter.Kind.INITIALIZER, AUTO, "auto")
        .argument("weights", Parameter.Kind.WEIGHTS, AUTO, "init")
        .argument("bias", Parameter.Kind.WEIGHTS, true, "true")
        .shape("[filters, positions…] of [channels, extents…], positions as above")
        .example(
            "conv([[1, 2, 3, 4]], 1, 2, weights = [[[1, 10]]], bias = [0.5]) == [[21.5, 32.5,"
                + " 43.5]]")
        .weights(Convolutions::weights)
        .type((in, a) -> type(in.get(0), a))
        .reach((x, a) -> Sliding.checked(x, a).reach())
        .lower((to, in, a) -> lower(to.math(), in, a));
  }

  private static ValueType type(ValueType x, Arguments a) throws Mismatch {
    Images.requireAtLeast(1, "filters", a.integer("filters"));
    Sliding window = Sliding.of("conv", x, a);
    requireGroups(x, a);
    return ValueType.of(x.tensor().with(window.positions(a.integer("filters"))));
  }

  /** Groups divide the channels and the filters. */
  static void requireGroups(ValueType x, Arguments a) throws Mismatch {
    int groups = a.integer("groups");
    int channels = x.shape().dim(0);
    int filters = a.integer("filters");
    Images.requireAtLeast(1, "groups", groups);
    if (channels % groups == 0 && filters % groups == 0) {
      return;
    }
    boolean byChannels = channels % groups != 0;
    List<String> fit =
        IntStream.rangeClosed(1, Math.min(channels, filters))
            .filter(g -> channels % g == 0 && filters % g == 0)
            .limit(12)
            .mapToObj(String::valueOf)
            .toList();
    throw Mismatch.shape(
            "%d %s cannot be divided into %d groups"
                .formatted(
                    byChannels ? channels : filters, byChannels ? "channels" : "filters", groups))
        .label(byChannels ? "x" : "filters", byChannels ? "is " + x : "are " + filters)
        .note(
            "%d channels and %d filters have groups in common: %s"
                .formatted(channels, filters, String.join(", ", fit)));
  }

  private static List<Weight> weights(ValueType x, Arguments a) throws Mismatch {
    type(x, a);
    Sliding window = Sliding.checked(x, a);
    int filters = a.integer("filters");
    int channels = x.shape().dim(0) / a.integer("groups");
    return weights(
        a,
        window.weights(filters, channels),
        filters,
        channels * window.area(),
        filters / a.integer("groups") * window.area());
  }

  /** Filters, and a bias for each channel of the result unless it is left out. */
  static List<Weight> weights(Arguments a, Shape filters, int results, long fanIn, long fanOut) {
    int in = (int) Math.min(Integer.MAX_VALUE, fanIn);
    int out = (int) Math.min(Integer.MAX_VALUE, fanOut);
    List<Weight> weights = new ArrayList<>();
    weights.add(new Weight("weight", "weights", filters, in, out, false));
    if (!Boolean.FALSE.equals(a.get("bias"))) {
      weights.add(new Weight("bias", "bias", Shape.of(results), in, out, true));
    }
    return weights;
  }

  private static Node lower(Algebra m, List<Node> in, Arguments a) {
    Node x = in.get(0);
    Sliding window = Sliding.checked(ValueType.of(x.type()), a);
    Node y =
        m.graph()
            .add(
                new Conv(window.window(), a.integer("groups"), false),
                Images.planar(m, x),
                planarFilters(m, in.get(1)));
    return finish(m, y, in, window.positions(a.integer("filters")));
  }

  /** Filters of two axes: those of a sequence are one row high. */
  static Node planarFilters(Algebra m, Node filters) {
    Shape shape = filters.type().shape();
    return shape.rank() == 4 ? filters : m.reshape(filters, shape.inserting(2, 1));
  }

  /** Adds the bias, which stands last among the operands if there is one. */
  static Node finish(Algebra m, Node planar, List<Node> in, Shape shape) {
    Node y = planar;
    if (in.size() > 2) {
      y = m.add(y, m.reshape(in.get(2), Shape.of(shape.dim(0), 1, 1)));
    }
    return m.reshape(y, shape);
  }
}
