package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Leaf.Random.Distribution;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;

/** Tensors of random numbers, drawn anew for each sample and step; and the gradient as a value. */
final class Randoms {
  private Randoms() {}

  static List<Operation> operations() {
    return List.of(
        Operation.named(
                "normal", "random numbers with this mean and standard deviation, for each sample")
            .integers("shape")
            .number("mean", 0)
            .number("std", 1)
            .shape("the given one")
            .example(
                "data noise = generate(10) { x = normal(3, std = 0) }",
                "noise.train.x[0] == [0, 0, 0]")
            .type(Randoms::type)
            .lower(
                (to, in, a) -> draw(to, Distribution.NORMAL, a.number("mean"), a.number("std"), a)),
        Operation.named("uniform", "random numbers between low and high, for each sample")
            .integers("shape")
            .number("low", 0)
            .number("high", 1)
            .shape("the given one")
            .example(
                "data noise = generate(10) { x = uniform(2, 0, 8) >= 0 }",
                "noise.train.x[0] == [1, 1]")
            .type(Randoms::type)
            .lower(
                (to, in, a) ->
                    draw(to, Distribution.UNIFORM, a.number("low"), a.number("high"), a)),
        Operation.named("gradient", "how the sum of y's elements changes with each element of x")
            .tensor("y")
            .tensor("x")
            .shape("that of x")
            .trait(Operation.Trait.DERIVATIVE)
            .example(
                "net Bowl { input x [2]  output y = sum(square(x)) }",
                "bowl = Bowl(x = [1, 2])",
                "gradient(bowl.y, bowl.x) == [2, 4]")
            .type((in, a) -> ValueType.of(in.get(1).tensor()))
            .lower((to, in, a) -> to.gradient(in.get(0), in.get(1))));
  }

  private static ValueType type(List<ValueType> in, Arguments a) throws Mismatch {
    List<Integer> dims = a.integers("shape");
    if (dims.stream().anyMatch(d -> d < 1)) {
      throw Mismatch.range("every length of a shape must be at least 1").label("shape", "here");
    }
    return ValueType.of(TensorType.batched(new Shape(dims)));
  }

  private static Node draw(
      Lowering to, Distribution distribution, double a, double b, Arguments arguments) {
    TensorType type = TensorType.batched(new Shape(arguments.integers("shape")));
    return to.math().graph().add(new Leaf.Random(distribution, a, b, to.newStream(), type));
  }
}
