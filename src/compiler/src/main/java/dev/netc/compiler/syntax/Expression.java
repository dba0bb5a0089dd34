package dev.netc.compiler.syntax;

import dev.netc.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** An expression as written. */
public sealed interface Expression {
  Span span();

  /** A number; a percentage is already divided by 100. */
  record NumberLiteral(Span span, double value) implements Expression {}

  /** A string with its escapes resolved. */
  record StringLiteral(Span span, String value) implements Expression {}

  record BooleanLiteral(Span span, boolean value) implements Expression {}

  record ListLiteral(Span span, List<Expression> items) implements Expression {}

  record NameReference(Span span, String name) implements Expression {}

  /** {@code target.name}. */
  record Member(Span span, Expression target, Identifier name) implements Expression {}

  /** {@code target[index]}; the index is a number, a range or a list. */
  record Index(Span span, Expression target, Expression index) implements Expression {}

  /** {@code target(arguments)}. */
  record Call(Span span, Expression target, List<Argument> arguments) implements Expression {}

  record Unary(Span span, UnaryOperator operator, Expression operand) implements Expression {}

  record Binary(Span span, BinaryOperator operator, Span at, Expression left, Expression right)
      implements Expression {}

  /** {@code first..last}, both included. */
  record Range(Span span, Expression first, Expression last) implements Expression {}

  /** {@code stages[0] -> stages[1] -> …}; at least two stages. */
  record Pipe(Span span, List<Expression> stages) implements Expression {}

  /** {@code if condition then yes else no}, decided when the net is built. */
  record Conditional(Span span, Expression condition, Expression yes, Expression no)
      implements Expression {}

  /** {@code repeat count { body }}: copies of a layer, one after the other. */
  record Repeat(Span span, Expression count, Expression body) implements Expression {}

  /** An argument of a call, by position or by name. */
  record Argument(Span span, Optional<Identifier> name, Expression value) {}
}
