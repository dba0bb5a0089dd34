package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.LINEAR;
import static dev.netc.compiler.op.Operation.Trait.WEIGHTED;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.primitive.Gather;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** Layers with a matrix of weights. */
final class Layers {
  private static final InitializerSpec AUTO = new InitializerSpec.Auto();

  private Layers() {}

  static List<Operation> operations() {
    return List.of(
        Operation.named("dense", "x @ weights + bias over the last axis: a fully connected layer")
            .alias("affine")
            .trait(LAYER, LINEAR, WEIGHTED)
            .tensor("x")
            .integer("units")
            .argument("init", Parameter.Kind.INITIALIZER, AUTO, "auto")
            .argument("weights", Parameter.Kind.WEIGHTS, AUTO, "init")
            .argument("bias", Parameter.Kind.WEIGHTS, true, "true")
            .shape("[units], of a row [n]")
            .example("dense([1, 2], 1, weights = [[3], [4]], bias = [5]) == [16]")
            .weights((x, a) -> denseWeights("dense", x, a))
            .type((in, a) -> denseType("dense", in, a))
            .reach((x, a) -> Reach.EVERYTHING)
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
            .shape("that of x, with a last axis of width")
            .example(
                "embedding(argmax([0, 1]), 2, 3, weights = [[1, 2, 3], [4, 5, 6]]) == [4, 5, 6]")
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
            .lower((to, in, a) -> to.math().graph().add(new Gather(), in.get(1), in.get(0))));
  }

  private static void requirePositive(Arguments a, String name) throws Mismatch {
    if (a.integer(name) < 1) {
      throw Mismatch.range("%s must be at least 1".formatted(name))
          .label(name, "is " + a.integer(name));
    }
  }

  static List<Weight> denseWeights(String operation, ValueType x, Arguments a) throws Mismatch {
    requirePositive(a, "units");
    if (x.shape().rank() == 0) {
      throw Mismatch.shape(operation + " takes a row of numbers, but receives a scalar")
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

  static ValueType denseType(String operation, List<ValueType> in, Arguments a) throws Mismatch {
    ValueType x = in.get(0);
    if (x.index()) {
      throw new Mismatch(Code.TYPE_MISMATCH, operation + " takes numbers, but receives indices")
          .label("x", "indices")
          .help("put one_hot(classes) or embedding(size, width) before it");
    }
    if (x.shape().rank() > 1) {
      throw Mismatch.shape(
              "%s takes a row of numbers, but receives %s".formatted(operation, x.shape()))
          .label("x", "is " + x.shape())
          .help("add `flatten` before `%s`".formatted(operation));
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
}
