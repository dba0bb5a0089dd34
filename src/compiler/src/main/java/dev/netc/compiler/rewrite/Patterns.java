package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Leaf;
import java.util.OptionalDouble;

/** What several rewrites look for. */
final class Patterns {
  private Patterns() {}

  /** The number that all elements of a constant are. */
  static OptionalDouble number(Node node) {
    if (node.op() instanceof Leaf.Constant c && c.isAll(c.values()[0])) {
      return OptionalDouble.of(c.values()[0]);
    }
    return OptionalDouble.empty();
  }

  /** Whether a node is a constant whose elements are all the given number. */
  static boolean isNumber(Node node, double value) {
    OptionalDouble number = number(node);
    return number.isPresent() && number.getAsDouble() == value;
  }

  /** Whether a node is {@code 1 - x}. */
  static boolean isOneMinus(Node node, Node x) {
    return node.op() == Elementwise.SUB && isNumber(node.input(0), 1) && node.input(1) == x;
  }
}
