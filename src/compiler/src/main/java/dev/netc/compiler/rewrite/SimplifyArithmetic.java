package dev.netc.compiler.rewrite;

import static dev.netc.compiler.rewrite.Patterns.isNumber;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Arithmetic that does nothing, or that has a cheaper form.
 *
 * <pre>
 *   mul x, 1    add x, 0    sub x, 0    div x, 1    pow x, 1    neg (neg x)      become  x
 *   pow x, 2    mul x, x                                                          become  square x
 *   pow x, 0.5                                                                    becomes sqrt x
 *   pow x, -1   div 1, x                                                          become  reciprocal x
 *   add a, (neg b)                                                                becomes sub a, b
 *   sub a, (neg b)                                                                becomes add a, b
 *   mul (mul x, 2), 3                                                             becomes mul x, 6
 * </pre>
 *
 * <p>Only where the result keeps its type: x may have been stretched by the other operand. {@code
 * mul x, 0} stays: it is NaN for an infinite x.
 */
final class SimplifyArithmetic implements Rewrite {
  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!(node.op() instanceof Elementwise op)) {
      return Optional.empty();
    }
    return simpler(op, node, graph.algebra()).filter(n -> n.type().equals(node.type()));
  }

  private static Optional<Node> simpler(Elementwise op, Node node, Algebra m) {
    Node a = node.input(0);
    Node b = op.arity() > 1 ? node.input(1) : a;
    return switch (op) {
      case NEG -> Optional.of(a).filter(x -> x.op() == Elementwise.NEG).map(x -> x.input(0));
      case ADD -> sum(a, b, m);
      case SUB -> difference(a, b, m);
      case MUL -> product(a, b, m);
      case DIV -> quotient(a, b, m);
      case POW -> power(a, b, m);
      default -> Optional.empty();
    };
  }

  private static Optional<Node> sum(Node a, Node b, Algebra m) {
    if (isNumber(a, 0)) {
      return Optional.of(b);
    } else if (isNumber(b, 0)) {
      return Optional.of(a);
    } else if (b.op() == Elementwise.NEG) {
      return Optional.of(m.binary(Elementwise.SUB, a, b.input(0)));
    }
    return a.op() == Elementwise.NEG
        ? Optional.of(m.binary(Elementwise.SUB, b, a.input(0)))
        : Optional.empty();
  }

  private static Optional<Node> difference(Node a, Node b, Algebra m) {
    if (isNumber(b, 0)) {
      return Optional.of(a);
    }
    return b.op() == Elementwise.NEG
        ? Optional.of(m.binary(Elementwise.ADD, a, b.input(0)))
        : Optional.empty();
  }

  private static Optional<Node> product(Node a, Node b, Algebra m) {
    if (isNumber(a, 1)) {
      return Optional.of(b);
    } else if (isNumber(b, 1)) {
      return Optional.of(a);
    } else if (a == b) {
      return Optional.of(m.square(a));
    }
    Optional<Node> scaled = scaledTwice(a, b, m);
    return scaled.isPresent() ? scaled : scaledTwice(b, a, m);
  }

  /** {@code (x·c)·d} as {@code x·(c·d)}. */
  private static Optional<Node> scaledTwice(Node product, Node factor, Algebra m) {
    OptionalDouble outer = Patterns.number(factor);
    if (outer.isEmpty() || !factor.type().isScalar() || product.op() != Elementwise.MUL) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      Node inner = product.input(i);
      if (Patterns.number(inner).isPresent() && inner.type().isScalar()) {
        double both = outer.getAsDouble() * Patterns.number(inner).getAsDouble();
        return Optional.of(m.scale(both, product.input(1 - i)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> quotient(Node a, Node b, Algebra m) {
    if (isNumber(b, 1)) {
      return Optional.of(a);
    }
    return isNumber(a, 1) ? Optional.of(m.unary(Elementwise.RECIPROCAL, b)) : Optional.empty();
  }

  private static Optional<Node> power(Node a, Node b, Algebra m) {
    if (isNumber(b, 1)) {
      return Optional.of(a);
    } else if (isNumber(b, 2)) {
      return Optional.of(m.square(a));
    } else if (isNumber(b, -1)) {
      return Optional.of(m.unary(Elementwise.RECIPROCAL, a));
    }
    return isNumber(b, 0.5) ? Optional.of(m.unary(Elementwise.SQRT, a)) : Optional.empty();
  }
}
