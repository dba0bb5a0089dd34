package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.syntax.BinaryOperator;
import java.util.List;
import java.util.function.BiFunction;

/** Operators and functions of numbers, element by element. */
final class Arithmetic {
  private Arithmetic() {}

  static List<Operation> operations() {
    return List.of(
        binary("add", "x + y", "[1, 2] + 10 == [11, 12]", Algebra::add),
        binary("subtract", "x - y", "[5, 7] - [1, 2] == [4, 5]", Algebra::sub),
        binary("multiply", "x · y", "[1, 2] * [[1], [10]] == [[1, 2], [10, 20]]", Algebra::mul),
        binary("divide", "x / y", "[1, 2] / 4 == [0.25, 0.5]", Algebra::div),
        binary(
            "power",
            "x to the power of y",
            "[1, 2, 3] ^ 2 == [1, 4, 9]",
            (m, x, y) -> m.binary(Elementwise.POW, x, y)),
        truth(
            "equal",
            "1 where x = y, else 0",
            "([1, 2, 3] == [1, 0, 3]) == [1, 0, 1]",
            Elementwise.EQ),
        truth(
            "not_equal",
            "1 where x ≠ y, else 0",
            "([1, 2, 3] != [1, 0, 3]) == [0, 1, 0]",
            Elementwise.NE),
        truth("less", "1 where x < y, else 0", "([1, 2, 3] < 2) == [1, 0, 0]", Elementwise.LT),
        truth(
            "less_equal", "1 where x ≤ y, else 0", "([1, 2, 3] <= 2) == [1, 1, 0]", Elementwise.LE),
        truth("greater", "1 where x > y, else 0", "([1, 2, 3] > 2) == [0, 0, 1]", Elementwise.GT),
        truth(
            "greater_equal",
            "1 where x ≥ y, else 0",
            "([1, 2, 3] >= 2) == [0, 1, 1]",
            Elementwise.GE),
        truth(
            "and",
            "1 where both are true (not 0), else 0",
            "([1, 1, 0] and [1, 0, 0]) == [1, 0, 0]",
            Elementwise.AND),
        truth(
            "or",
            "1 where at least one is true (not 0), else 0",
            "([1, 1, 0] or [1, 0, 0]) == [1, 1, 0]",
            Elementwise.OR),
        unary(
            "not",
            "1 where x is 0, else 0",
            "(not [1, 0]) == [0, 1]",
            (m, x) -> m.unary(Elementwise.NOT, x)),
        unary("neg", "-x", "-[1, -2] == [-1, 2]", Algebra::neg),
        unary(
            "exp",
            "e to the power of x",
            "exp([0, 1]) == [1, 2.718281828]",
            (m, x) -> m.unary(Elementwise.EXP, x)),
        unary(
            "log",
            "the natural logarithm of x",
            "log([1, 2.718281828]) == [0, 1]",
            (m, x) -> m.unary(Elementwise.LOG, x)),
        unary(
            "sqrt",
            "the square root of x",
            "sqrt([4, 9]) == [2, 3]",
            (m, x) -> m.unary(Elementwise.SQRT, x)),
        unary("square", "x²", "square([3, -2]) == [9, 4]", Algebra::square),
        unary(
            "abs",
            "|x|; slope 0 at 0",
            "abs([-3, 2]) == [3, 2]",
            (m, x) -> m.unary(Elementwise.ABS, x)),
        unary("sign", "-1, 0 or 1; slope 0", "sign([-3, 0, 2]) == [-1, 0, 1]", Algebra::sign),
        unary(
            "sin",
            "the sine of x in radians",
            "sin([0, 1.570796327]) == [0, 1]",
            (m, x) -> m.unary(Elementwise.SIN, x)),
        unary(
            "cos",
            "the cosine of x in radians",
            "cos([0, 1.570796327]) == [1, 0]",
            (m, x) -> m.unary(Elementwise.COS, x)),
        Operation.named("clamp", "x limited to low … high; slope 0 outside")
            .tensor("x")
            .number("low")
            .number("high")
            .shape("that of x")
            .example("clamp([-2, 0.5, 3], 0, 1) == [0, 0.5, 1]")
            .type(Arithmetic::clampType)
            .lower(
                (to, in, a) -> {
                  Algebra m = to.math();
                  Node raised = m.binary(Elementwise.MAX, in.get(0), m.number(a.number("low")));
                  return m.binary(Elementwise.MIN, raised, m.number(a.number("high")));
                }),
        Operation.named("where", "x where the condition is true (not 0), else y, for each element")
            .tensor("condition")
            .tensor("x")
            .tensor("y")
            .shape("those of condition, x and y, broadcast")
            .example("where([1, 0], [1, 2], [10, 20]) == [1, 20]")
            .type((in, a) -> Operation.broadcast(in, "'where'"))
            .lower((to, in, a) -> to.math().where(in.get(0), in.get(1), in.get(2))));
  }

  private static ValueType clampType(List<ValueType> in, Arguments a) throws Mismatch {
    if (a.number("low") > a.number("high")) {
      throw Mismatch.range("clamp's low is above its high").label("low", "above high");
    }
    return ValueType.of(in.get(0).tensor());
  }

  private interface Binary {
    Node apply(Algebra m, Node x, Node y);
  }

  private static Operation binary(String name, String summary, String example, Binary formula) {
    return Operation.named(name, summary)
        .tensor("x")
        .tensor("y")
        .shape("those of x and y, broadcast")
        .example(example)
        .type((in, a) -> Operation.broadcast(in, "'" + symbol(name) + "'"))
        .lower((to, in, a) -> formula.apply(to.math(), in.get(0), in.get(1)));
  }

  private static Operation truth(String name, String summary, String example, Elementwise op) {
    return Operation.named(name, summary)
        .trait(Operation.Trait.ZERO_SLOPE)
        .tensor("x")
        .tensor("y")
        .shape("those of x and y, broadcast")
        .example(example)
        .type((in, a) -> Operation.broadcast(in, "'" + symbol(name) + "'"))
        .lower((to, in, a) -> to.math().binary(op, in.get(0), in.get(1)));
  }

  private static Operation unary(
      String name, String summary, String example, BiFunction<Algebra, Node, Node> f) {
    return Operation.named(name, summary).tensor("x").example(example).sameType().formula(f);
  }

  /** The operator that a program writes for it. */
  private static String symbol(String name) {
    for (var operator : BinaryOperator.values()) {
      if (operator.operation().equals(name)) {
        return operator.symbol();
      }
    }
    return name;
  }
}
