package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.RELU_LIKE;
import static dev.netc.compiler.op.Operation.Trait.ZERO_SLOPE;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Softmax;
import java.util.List;

/** Functions that stand between layers. */
final class Activations {
  private Activations() {}

  static List<Operation> operations() {
    return List.of(
        Operation.named("identity", "x")
            .tensor("x")
            .example("identity([1, -1]) == [1, -1]")
            .sameType()
            .formula((m, x) -> x),
        Operation.named("relu", "max(x, 0); slope 0 at 0")
            .trait(RELU_LIKE)
            .tensor("x")
            .example("relu([-1, 0, 2]) == [0, 0, 2]")
            .sameType()
            .formula((m, x) -> m.unary(Elementwise.RELU, x)),
        Operation.named("leaky_relu", "x where x > 0, else slope · x")
            .trait(RELU_LIKE)
            .tensor("x")
            .number("slope", 0.01)
            .example("leaky_relu([-1, 2], slope = 0.1) == [-0.1, 2]")
            .sameType()
            .lower(
                (to, in, a) -> {
                  Algebra m = to.math();
                  Node x = in.get(0);
                  return m.where(m.positive(x), x, m.scale(a.number("slope"), x));
                }),
        Operation.named("elu", "x where x > 0, else alpha · (exp(x) - 1)")
            .trait(RELU_LIKE)
            .tensor("x")
            .number("alpha", 1)
            .example("elu([-1, 2]) == [-0.632120559, 2]")
            .sameType()
            .lower((to, in, a) -> elu(to.math(), in.get(0), a.number("alpha"))),
        Operation.named("gelu", "x · Φ(x), Φ the normal distribution function (exact, by erf)")
            .trait(RELU_LIKE)
            .tensor("x")
            .example("gelu([-1, 0, 1]) == [-0.158655254, 0, 0.841344746]")
            .sameType()
            .formula(Activations::gelu),
        Operation.named("silu", "x · sigmoid(x)")
            .alias("swish")
            .trait(RELU_LIKE)
            .tensor("x")
            .example("silu([0, 1]) == [0, 0.731058579]")
            .sameType()
            .formula((m, x) -> m.mul(x, m.unary(Elementwise.SIGMOID, x))),
        Operation.named("softplus", "log(1 + exp(x)), without overflow")
            .tensor("x")
            .example("softplus([0, 1]) == [0.693147181, 1.313261688]")
            .sameType()
            .formula((m, x) -> m.unary(Elementwise.SOFTPLUS, x)),
        Operation.named("sigmoid", "1 / (1 + exp(-x)), without overflow")
            .tensor("x")
            .example("sigmoid([0, 1]) == [0.5, 0.731058579]")
            .sameType()
            .formula((m, x) -> m.unary(Elementwise.SIGMOID, x)),
        Operation.named("tanh", "the hyperbolic tangent of x")
            .tensor("x")
            .example("tanh([0, 1]) == [0, 0.761594156]")
            .sameType()
            .formula((m, x) -> m.unary(Elementwise.TANH, x)),
        Operation.named(
                "step",
                "1 where x > threshold, else 0; with inclusive = true also where x = threshold;"
                    + " slope 0")
            .trait(ZERO_SLOPE)
            .tensor("x")
            .number("threshold", 0)
            .flag("inclusive", false)
            .example("step([-1, 0, 2]) == [0, 0, 1]")
            .sameType()
            .lower(
                (to, in, a) -> {
                  Elementwise op = a.is("inclusive") ? Elementwise.GE : Elementwise.GT;
                  return to.math().binary(op, in.get(0), to.math().number(a.number("threshold")));
                }),
        Operation.named("softmax", "exp(x_c) / Σ exp(x_j) over the last axis, without overflow")
            .tensor("x")
            .shape("that of x, which has at least one axis")
            .example("softmax([0, 1]) == [0.268941421, 0.731058579]")
            .type((in, a) -> vector(in.get(0), "softmax"))
            .reach((x, a) -> Reach.EVERYTHING)
            .formula((m, x) -> m.graph().add(new Softmax(false), x)),
        Operation.named("log_softmax", "log(softmax(x)) over the last axis, without overflow")
            .tensor("x")
            .shape("that of x, which has at least one axis")
            .example("log_softmax([0, 0]) == [-0.693147181, -0.693147181]")
            .type((in, a) -> vector(in.get(0), "log_softmax"))
            .reach((x, a) -> Reach.EVERYTHING)
            .formula((m, x) -> m.graph().add(new Softmax(true), x)));
  }

  private static ValueType vector(ValueType x, String name) throws Mismatch {
    if (x.shape().rank() == 0) {
      throw Mismatch.shape("%s needs scores for several classes, but x is a scalar".formatted(name))
          .label("x", "a scalar")
          .help("for a single score use sigmoid");
    }
    return ValueType.of(x.tensor());
  }

  // The branch that is not taken must stay finite, for its gradient is 0 times its slope.
  private static Node elu(Algebra m, Node x, double alpha) {
    Node negative = m.binary(Elementwise.MIN, x, m.number(0));
    Node curve = m.scale(alpha, m.unary(Elementwise.EXPM1, negative));
    return m.where(m.positive(x), x, curve);
  }

  private static Node gelu(Algebra m, Node x) {
    Node erf = m.unary(Elementwise.ERF, m.scale(Math.sqrt(0.5), x));
    return m.mul(m.scale(0.5, x), m.shift(1, erf));
  }
}
