package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.LINEAR;
import static dev.netc.compiler.op.Operation.Trait.MODAL;
import static dev.netc.compiler.op.Operation.Trait.TRANSPARENT;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Gather;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** Layers: operations with weights of their own, and those that act in training only. */
final class Layers {
  private static final InitializerSpec AUTO = new InitializerSpec.Auto();

  private Layers() {}

  static List<Operation> operations() {
    return List.of(
        Operation.named("dense", "x @ weights + bias over the last axis: a fully connected layer")
            .alias("affine")
            .trait(LAYER, LINEAR)
            .tensor("x")
            .integer("units")
            .argument("init", Parameter.Kind.INITIALIZER, AUTO, "auto")
            .argument("weights", Parameter.Kind.WEIGHTS, AUTO, "init")
            .argument("bias", Parameter.Kind.WEIGHTS, true, "true")
            .weights(Layers::denseWeights)
            .type(Layers::denseType)
            .lower(
                (to, in, a) -> {
                  Node product = to.math().graph().add(new Linear(false), in.get(0), in.get(1));
                  return in.size() > 2 ? to.math().add(product, in.get(2)) : product;
                }),
        Operation.named("embedding", "row x of a table of weights: a vector for each index")
            .trait(LAYER)
            .tensor("x")
            .integer("size")
            .integer("width")
            .argument(
                "init", Parameter.Kind.INITIALIZER, new InitializerSpec.Normal(0, 1), "normal(1)")
            .argument("weights", Parameter.Kind.WEIGHTS, AUTO, "init")
            .weights(
                (x, a) -> {
                  requirePositive(a, "size");
                  requirePositive(a, "width");
                  Shape table = Shape.of(a.integer("size"), a.integer("width"));
                  return List.of(
                      new Weight(
                          "weight",
                          "weights",
                          table,
                          a.integer("size"),
                          a.integer("width"),
                          false));
                })
            .type(Layers::embeddingType)
            .lower((to, in, a) -> to.math().graph().add(new Gather(), in.get(1), in.get(0))),
        Operation.named(
                "dropout",
                "in training each element is 0 with probability rate, the others are divided by"
                    + " 1 - rate; x otherwise")
            .trait(LAYER, TRANSPARENT, MODAL)
            .tensor("x")
            .number("rate", 0.5)
            .type(Layers::dropoutType)
            .lower(
                (to, in, a) ->
                    to.training() ? dropout(to, in.get(0), a.number("rate")) : in.get(0)));
  }

  private static void requirePositive(Arguments a, String name) throws Mismatch {
    if (a.integer(name) < 1) {
      throw Mismatch.range("%s must be at least 1".formatted(name))
          .label(name, "is " + a.integer(name));
    }
  }

  private static List<Weight> denseWeights(ValueType x, Arguments a) throws Mismatch {
    requirePositive(a, "units");
    if (x.shape().rank() == 0) {
      throw Mismatch.shape("dense takes a row of numbers, but receives a scalar")
          .label("x", "a scalar")
          .help("declare the input with one element: [1]");
    }
    int in = x.shape().dim(-1);
    int out = a.integer("units");
    List<Weight> weights = new ArrayList<>();
    weights.add(new Weight("weight", "weights", Shape.of(in, out), in, out, false));
    if (!Boolean.FALSE.equals(a.get("bias"))) {
      weights.add(new Weight("bias", "bias", Shape.of(out), in, out, true));
    }
    return weights;
  }

  private static ValueType denseType(List<ValueType> in, Arguments a) throws Mismatch {
    ValueType x = in.get(0);
    if (x.index()) {
      throw new Mismatch(Code.TYPE_MISMATCH, "dense takes numbers, but receives indices")
          .label("x", "indices")
          .help("put one_hot(classes) or embedding(size, width) before it");
    }
    if (x.shape().rank() > 1) {
      throw Mismatch.shape("dense takes a row of numbers, but receives %s".formatted(x.shape()))
          .label("x", "is " + x.shape())
          .help("add `flatten` before `dense`");
    }
    return ValueType.of(x.tensor().with(Shape.of(a.integer("units"))));
  }

  private static ValueType embeddingType(List<ValueType> in, Arguments a) throws Mismatch {
    ValueType x = in.get(0);
    if (!x.index()) {
      throw new Mismatch(Code.TYPE_MISMATCH, "embedding takes indices, but receives numbers")
          .label("x", "numbers")
          .help("declare the input with `int`: input word int []");
    }
    return ValueType.of(x.tensor().with(x.shape().inserting(x.shape().rank(), a.integer("width"))));
  }

  private static ValueType dropoutType(List<ValueType> in, Arguments a) throws Mismatch {
    double rate = a.number("rate");
    if (!(rate >= 0 && rate < 1)) {
      throw Mismatch.range("dropout's rate is a probability: at least 0, less than 1")
          .label("rate", "is " + rate);
    }
    return ValueType.of(in.get(0).tensor());
  }

  /** Inverted dropout. Source: Srivastava et al. 2014, scaled in training instead of in use. */
  private static Node dropout(Lowering to, Node x, double rate) {
    if (rate == 0) {
      return x;
    }
    Algebra m = to.math();
    Node kept =
        m.graph()
            .add(
                new Leaf.Random(
                    Leaf.Random.Distribution.BERNOULLI, 1 - rate, 0, to.newStream(), x.type()));
    return m.mul(x, m.scale(1 / (1 - rate), kept));
  }
}
