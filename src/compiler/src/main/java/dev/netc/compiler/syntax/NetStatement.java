package dev.netc.compiler.syntax;

import dev.netc.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** A statement in the body of a net. */
public sealed interface NetStatement
    permits NetStatement.Input, NetStatement.Param, NetStatement.Output, Declaration.Binding {
  Span span();

  /** {@code input name int? [dims]?}; without dims it takes the shape of what is piped in. */
  record Input(Span span, Identifier name, boolean index, Optional<List<Expression>> dimensions)
      implements NetStatement {}

  /** {@code param name [dims] = initialiser}. */
  record Param(
      Span span, Identifier name, List<Expression> dimensions, Optional<Expression> initializer)
      implements NetStatement {}

  /** {@code output name}, {@code output name = value} or {@code output value}. */
  record Output(Span span, Optional<Identifier> name, Expression value) implements NetStatement {}
}
