package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.CHOOSING;
import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.TRANSPARENT;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.AvgPool;
import dev.netc.compiler.op.primitive.MaxPool;
import dev.netc.compiler.op.primitive.MaxPoolSpread;
import dev.netc.compiler.op.primitive.Pad;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Window;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** One number for each window of an image, channel by channel. */
final class Pooling {
  private Pooling() {}

  static List<Operation> operations() {
    return List.of(
        pool(
                "maxpool",
                "the largest element of each window, for each channel; padding is never the"
                    + " largest, and of equal elements the first one has the gradient",
                "([[1, 3, 2, 4]] -> maxpool(2)) == [[3, 4]]")
            .trait(CHOOSING)
            .extents("dilation", 1)
            .lower((to, in, a) -> maxPool(to.math(), in.get(0), a)),
        pool(
                "avgpool",
                "the mean of each window, for each channel",
                "([[1, 3, 2, 4]] -> avgpool(2)) == [[2, 3]]")
            .flag("count_padding", false)
            .lower((to, in, a) -> avgPool(to.math(), in.get(0), a)),
        global(
            "global_avgpool",
            "the mean of each channel",
            "global_avgpool([[1, 3], [2, 4]]) == [2, 3]",
            Reduce.Kind.MEAN),
        global(
            "global_maxpool",
            "the largest element of each channel; ties share the gradient evenly",
            "global_maxpool([[1, 3], [2, 4]]) == [3, 4]",
            Reduce.Kind.MAX),
        Operation.named(
                "max_unpool",
                "undoes a maxpool: each element of x at the place where the maxpool found its"
                    + " largest, zeros elsewhere; where windows overlap, elements add")
            .trait(LAYER, TRANSPARENT, CHOOSING)
            .tensor("x")
            .result("pooled", "maxpool")
            .shape("what flowed into the maxpool")
            .example(
                "pooled = [[1, 3, 2, 4]] -> maxpool(2)",
                "max_unpool([[5, 6]], pooled) == [[0, 5, 0, 6]]")
            .type(Pooling::unpoolType)
            .lower((to, in, a) -> unpool(to.math(), in.get(0), in.get(1), pooled(a))));
  }

  private static Operation.Builder pool(String name, String summary, String example) {
    return Operation.named(name, summary)
        .trait(LAYER, TRANSPARENT)
        .tensor("x")
        .extents("kernel")
        .argument("stride", Parameter.Kind.EXTENTS, List.of(), "kernel")
        .padding("pad", "same")
        .word("round", "exact", "down", "up")
        .shape("[channels, positions…], as many positions as for conv")
        .example(example)
        .type(
            (in, a) -> {
              ValueType x = in.get(0);
              Shape y = Sliding.of(name, x, a).positions(x.shape().dim(0));
              return ValueType.of(x.tensor().with(y));
            })
        .reach((x, a) -> Sliding.checked(x, a).reach());
  }

  private static Operation global(String name, String summary, String example, Reduce.Kind kind) {
    return Operation.named(name, summary + ": [channels] of an image or a sequence")
        .trait(LAYER, TRANSPARENT)
        .tensor("x")
        .shape("[channels] of [channels, extents…]")
        .example(example)
        .type(
            (in, a) -> {
              Images.require(name, in.get(0));
              return in.get(0).with(Shape.of(in.get(0).shape().dim(0)));
            })
        .reach((x, a) -> Reach.EVERYTHING)
        .formula(
            (m, x) ->
                m.reduce(kind, x, IntStream.range(1, x.type().shape().rank()).boxed().toList()));
  }

  private static Sliding window(Node x, Arguments a) {
    return Sliding.checked(ValueType.of(x.type()), a);
  }

  private static Node maxPool(Algebra m, Node x, Arguments a) {
    Sliding window = window(x, a);
    Node y = m.graph().add(new MaxPool(window.window(), false), Images.planar(m, x));
    return m.reshape(y, window.positions(x.type().shape().dim(0)));
  }

  private static Node avgPool(Algebra m, Node x, Arguments a) {
    Sliding sliding = window(x, a);
    Window window = sliding.window();
    boolean counted = a.is("count_padding");
    Node image = Images.planar(m, x);
    if (counted && a.word("round").equals("up")) {
      // What rounding adds never counts: the padding that does becomes part of the image.
      Window declared = window(x, rounded(a)).window();
      image = padded(m, image, declared);
      window =
          window.pad(
              0,
              0,
              window.padBottom() - declared.padBottom(),
              window.padRight() - declared.padRight());
      counted = false;
    }
    Node y = m.graph().add(new AvgPool(window, counted, false), image);
    return m.reshape(y, sliding.positions(x.type().shape().dim(0)));
  }

  private static Arguments rounded(Arguments a) {
    return a.with("round", "down");
  }

  private static Node padded(Algebra m, Node image, Window window) {
    Node high = m.graph().add(new Pad(1, window.padTop(), window.padBottom()), image);
    return m.graph().add(new Pad(2, window.padLeft(), window.padRight()), high);
  }

  private static Arguments pooled(Arguments a) {
    return (Arguments) a.get("pooled");
  }

  private static ValueType unpoolType(List<ValueType> in, Arguments a) throws Mismatch {
    ValueType x = in.get(0);
    ValueType image = in.get(1);
    Shape pooled = Sliding.of("maxpool", image, pooled(a)).positions(image.shape().dim(0));
    if (!x.shape().equals(pooled)) {
      throw Mismatch.shape(
              "max_unpool takes what its maxpool gave, %s, but receives %s"
                  .formatted(pooled, x.shape()))
          .label("x", "is " + x)
          .label("pooled", "is " + pooled);
    }
    return ValueType.of(new TensorType(x.batched() || image.batched(), image.shape()));
  }

  private static Node unpool(Algebra m, Node x, Node image, Arguments a) {
    boolean batched = x.type().batched() || image.type().batched();
    Node all = m.broadcastTo(image, new TensorType(batched, image.type().shape()));
    Node values = m.broadcastTo(x, new TensorType(batched, x.type().shape()));
    MaxPoolSpread spread = new MaxPoolSpread(window(image, a).window(), false);
    Node y = m.graph().add(spread, Images.planar(m, all), Images.planar(m, values));
    return m.reshape(y, image.type().shape());
  }
}
