package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Declared parameters and their first values; declared shapes. */
final class Parameters {
  private final Evaluator evaluator;

  Parameters(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** A shape as declared: whole numbers of at least 1, or lists of them. */
  Optional<Shape> shape(List<Expression> dimensions, Context c) {
    List<Integer> dims = new ArrayList<>();
    boolean valid = true;
    for (Expression dimension : dimensions) {
      Optional<List<Integer>> several = dims(dimension, c);
      valid &= several.isPresent();
      several.ifPresent(dims::addAll);
    }
    if (!valid) {
      return Optional.empty();
    }
    Shape shape = new Shape(dims);
    try {
      if (shape.size() <= Integer.MAX_VALUE / 4) {
        return Optional.of(shape);
      }
    } catch (ArithmeticException overflow) {
      // Reported like every other size beyond the limit.
    }
    evaluator.problems.add(
        Diagnostic.of(
                Code.TOO_LARGE,
                dimensions.get(0).span(),
                "a tensor of %s is too large".formatted(shape))
            .note("a tensor has at most 536,870,911 elements"));
    return Optional.empty();
  }

  private Optional<List<Integer>> dims(Expression dimension, Context c) {
    Term term = evaluator.evaluate(dimension, c);
    List<Term> items = term instanceof Term.Items list ? list.items() : List.of(term);
    List<Integer> dims = new ArrayList<>();
    for (Term item : items) {
      Optional<Integer> dim = evaluator.integer(item, dimension.span());
      if (dim.isEmpty()) {
        return Optional.empty();
      } else if (dim.get() < 1) {
        evaluator.problems.add(
            Code.BAD_RANGE,
            dimension.span(),
            "the length of an axis is at least 1, not " + dim.get());
        return Optional.empty();
      }
      dims.add(dim.get());
    }
    return Optional.of(dims);
  }

  Term declare(NetStatement.Param param, Context c) {
    Optional<Shape> shape = shape(param.dimensions(), c);
    if (shape.isEmpty()) {
      param.initializer().ifPresent(init -> evaluator.evaluate(init, c));
      return Term.BROKEN;
    }
    Optional<InitializerSpec> init = initializer(param, shape.get(), c);
    if (init.isEmpty()) {
      return Term.BROKEN;
    }
    Shape s = shape.get();
    int fanIn = s.rank() == 0 ? 1 : s.dim(0);
    int fanOut = s.rank() == 0 ? 1 : s.dim(-1);
    Value value =
        c.instance()
            .at(
                param,
                () ->
                    c.builder()
                        .parameter(
                            c.path().named(param.name().text()),
                            s,
                            init.get(),
                            fanIn,
                            fanOut,
                            s.rank() >= 2 ? Weight.Role.WEIGHT : Weight.Role.BIAS,
                            param.span()));
    c.builder().name(c.path().named(param.name().text()), value);
    return new Term.Tensor(value);
  }

  private Optional<InitializerSpec> initializer(NetStatement.Param param, Shape shape, Context c) {
    if (param.initializer().isEmpty()) {
      return Optional.of(
          shape.rank() >= 2 ? new InitializerSpec.Auto() : new InitializerSpec.Zeros());
    }
    Expression e = param.initializer().get();
    Term term = evaluator.evaluate(e, c);
    if (term == Term.BROKEN) {
      return Optional.empty();
    }
    if (term instanceof Term.Items || term instanceof Term.Range) {
      return values(term, shape, e.span());
    } else if (term instanceof Term.Number number) {
      return Optional.of(new InitializerSpec.Constant(number.value()));
    }
    Optional<InitializerSpec> spec = Conversions.initializer(term);
    if (spec.isEmpty()) {
      Diagnostic.Builder error =
          Diagnostic.of(
              Code.TYPE_MISMATCH,
              e.span(),
              "a parameter starts from numbers or an initialiser, not from " + term.kind());
      Conversions.wantedInitializer(term).ifPresent(error::note);
      evaluator.problems.add(
          error.help(
              "initialisers are zeros, ones, he, xavier, normal(0.01), uniform(-1, 1),"
                  + " constant(c)"));
      return Optional.empty();
    }
    return fits(spec.get(), shape, e.span()) ? spec : Optional.empty();
  }

  /** Whether a parameter of this shape can start so; reported if not. */
  boolean fits(InitializerSpec spec, Shape shape, Span span) {
    Optional<String> objection = spec.objection(shape);
    objection.ifPresent(
        words ->
            evaluator.problems.add(
                Diagnostic.of(
                        Code.SHAPE_MISMATCH,
                        span,
                        "a parameter of %s cannot start so".formatted(shape))
                    .note(words)));
    return objection.isEmpty();
  }

  private Optional<InitializerSpec> values(Term term, Shape shape, Span span) {
    Optional<Tensors.Numbers> numbers = evaluator.tensors.numbers(term, span);
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    if (!numbers.get().shape().equals(shape)) {
      evaluator.problems.add(
          Code.SHAPE_MISMATCH,
          span,
          "the parameter is %s, but its first values are %s"
              .formatted(shape, numbers.get().shape()));
      return Optional.empty();
    }
    return Optional.of(new InitializerSpec.Values(numbers.get().values()));
  }
}
