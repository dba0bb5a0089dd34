package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.LINEAR;
import static dev.netc.compiler.op.Operation.Trait.MODAL;
import static dev.netc.compiler.op.Operation.Trait.TRANSPARENT;
import static dev.netc.compiler.op.Operation.Trait.WEIGHTED;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;

/** Layers that set a share of something to zero, in training only: regularisation by noise. */
final class Dropping {
  private static final InitializerSpec AUTO = new InitializerSpec.Auto();

  private Dropping() {}

  static List<Operation> operations() {
    return List.of(
        Operation.named(
                "dropout",
                "in training each element is 0 with probability rate, the others are divided by"
                    + " 1 - rate; x otherwise")
            .trait(LAYER, TRANSPARENT, MODAL)
            .tensor("x")
            .number("rate", 0.5)
            .shape("that of x")
            .example("dropout([1, 2], 0.5) == [1, 2]")
            .type(Dropping::elementsType)
            .lower((to, in, a) -> dropped(to, in.get(0), in.get(0).type(), a.number("rate"))),
        Operation.named(
                "spatial_dropout",
                "in training each channel of an image is 0 with probability rate, the others are"
                    + " divided by 1 - rate; x otherwise (Tompson et al. 2015)")
            .trait(LAYER, TRANSPARENT, MODAL)
            .tensor("x")
            .number("rate", 0.5)
            .shape("that of x, an image or a sequence")
            .example("spatial_dropout([[1, 2], [3, 4]]) == [[1, 2], [3, 4]]")
            .type(Dropping::channelsType)
            .lower((to, in, a) -> dropped(to, in.get(0), channels(in.get(0)), a.number("rate"))),
        Operation.named(
                "dropconnect",
                "a dense layer of which in training each weight is 0 with probability rate, the"
                    + " others are divided by 1 - rate; all samples of a batch see the same weights"
                    + " (Wan et al. 2013)")
            .trait(LAYER, LINEAR, WEIGHTED, MODAL)
            .tensor("x")
            .integer("units")
            .number("rate", 0.5)
            .argument("init", Parameter.Kind.INITIALIZER, AUTO, "auto")
            .argument("weights", Parameter.Kind.WEIGHTS, AUTO, "init")
            .argument("bias", Parameter.Kind.WEIGHTS, true, "true")
            .shape("[units], of a row [n]")
            .example("dropconnect([1, 2], 1, weights = [[3], [4]], bias = [5]) == [16]")
            .weights((x, a) -> Layers.denseWeights("dropconnect", x, a))
            .type(
                (in, a) -> {
                  requireRate("dropconnect", a);
                  return Layers.denseType("dropconnect", in, a);
                })
            .reach((x, a) -> Reach.EVERYTHING)
            .lower(Dropping::dropconnect));
  }

  private static void requireRate(String operation, Arguments a) throws Mismatch {
    double rate = a.number("rate");
    if (!(rate >= 0 && rate < 1)) {
      throw Mismatch.range(operation + "'s rate is a probability: at least 0, less than 1")
          .label("rate", "is " + rate);
    }
  }

  private static ValueType elementsType(List<ValueType> in, Arguments a) throws Mismatch {
    requireRate("dropout", a);
    return ValueType.of(in.get(0).tensor());
  }

  private static ValueType channelsType(List<ValueType> in, Arguments a) throws Mismatch {
    requireRate("spatial_dropout", a);
    Images.require("spatial_dropout", in.get(0));
    return in.get(0);
  }

  private static TensorType channels(Node x) {
    Shape shape = x.type().shape();
    Shape channels = shape.rank() == 3 ? Shape.of(shape.dim(0), 1, 1) : Shape.of(shape.dim(0), 1);
    return x.type().with(channels);
  }

  /**
   * Inverted dropout, a random number for each element of a type that x is broadcast with. Source:
   * Srivastava et al. 2014, scaled in training instead of in use.
   */
  private static Node dropped(Lowering to, Node x, TensorType each, double rate) {
    if (rate == 0 || !to.training()) {
      return x;
    }
    Algebra m = to.math();
    Leaf.Random.Distribution bernoulli = Leaf.Random.Distribution.BERNOULLI;
    Node kept = m.graph().add(new Leaf.Random(bernoulli, 1 - rate, 0, to.newStream(), each));
    return m.mul(x, m.scale(1 / (1 - rate), kept));
  }

  private static Node dropconnect(Lowering to, List<Node> in, Arguments a) {
    Node weights = dropped(to, in.get(1), in.get(1).type(), a.number("rate"));
    Node product = to.math().graph().add(new Linear(false), in.get(0), weights);
    return in.size() > 2 ? to.math().add(product, in.get(2)) : product;
  }
}
