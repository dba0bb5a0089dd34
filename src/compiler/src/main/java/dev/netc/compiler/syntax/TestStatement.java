package dev.netc.compiler.syntax;

import dev.netc.compiler.source.Span;
import java.util.Optional;

/** A statement in the body of a test. */
public sealed interface TestStatement permits TestStatement.Expect, Declaration.Binding {
  Span span();

  /** {@code expect claim within tolerance}. */
  record Expect(Span span, Expression claim, Optional<Expression> tolerance)
      implements TestStatement {}
}
