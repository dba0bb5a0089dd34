package dev.netc.compiler.syntax;

import dev.netc.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** A declaration at the top of a file. */
public sealed interface Declaration {
  Span span();

  /** {@code import "path"}. */
  record Import(Span span, Expression.StringLiteral path) implements Declaration {}

  /** A declaration that binds a name. */
  sealed interface Named extends Declaration {
    Identifier name();

    /** The text of its {@code ///} comment, without the slashes; empty if there is none. */
    String documentation();
  }

  /** {@code net Name(parameters) { statements }}. */
  record Net(
      Span span,
      String documentation,
      Identifier name,
      List<Parameter> parameters,
      List<NetStatement> statements)
      implements Named {}

  /** {@code data name = source -> transform -> …}. */
  record Data(
      Span span,
      String documentation,
      Identifier name,
      DataSource source,
      List<Expression> transforms)
      implements Named {}

  /** {@code train Name(parameters) { statements }}. */
  record Train(
      Span span,
      String documentation,
      Identifier name,
      List<Parameter> parameters,
      List<TrainStatement> statements)
      implements Named {}

  /** {@code experiment Name { … }} or {@code search Name { … }}: understood, not run yet. */
  record Experiment(Span span, String documentation, Identifier name, String keyword)
      implements Named {}

  /** {@code test "title" { statements }}. */
  record Test(Span span, Expression.StringLiteral title, List<TestStatement> statements)
      implements Declaration {}

  /** A parameter of a net or train, with the default value if it has one. */
  record Parameter(Span span, Identifier name, Optional<Expression> defaultValue) {}

  /** {@code name = value}. */
  record Binding(Span span, Identifier name, Expression value)
      implements NetStatement, TrainStatement, TestStatement {}

  /**
   * Where data comes from: a call, or a call followed by columns in braces.
   *
   * @param columns the bindings in braces, if there are braces
   */
  record DataSource(Span span, Expression head, Optional<List<Binding>> columns) {}
}
