package dev.netc.compiler.check;

import dev.netc.compiler.data.DataArguments;
import dev.netc.compiler.data.DataCall;
import dev.netc.compiler.data.DataFunction;
import dev.netc.compiler.data.DataFunction.Kind;
import dev.netc.compiler.data.DataFunctions;
import dev.netc.compiler.data.DataMismatch;
import dev.netc.compiler.data.DataParameter;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks calls of readers, transforms and variations. */
final class DataCalls {
  /** Known words of the language whose time has not come. */
  private static final Set<String> LATER = Set.of("text");

  private final Evaluator evaluator;
  private final Problems problems;

  DataCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  /** A call such as {@code take(train = 300)}, or a bare name; empty if it is wrong. */
  Optional<DataCall> of(Expression e, Kind kind, Context c) {
    Expression target = e instanceof Expression.Call call ? call.target() : e;
    Optional<DataFunction> function =
        target instanceof Expression.NameReference name
            ? DataFunctions.find(kind, name.name())
            : Optional.empty();
    if (function.isEmpty()) {
      unknown(e, target, kind);
      return Optional.empty();
    }
    List<Expression.Argument> arguments =
        e instanceof Expression.Call call ? call.arguments() : List.of();
    return function.get().parts().isPresent()
        ? withParts(function.get(), arguments, e.span(), c)
        : bind(function.get(), evaluator.calls.arguments(arguments, c), e.span());
  }

  private void unknown(Expression e, Expression target, Kind kind) {
    String word = target.span().text();
    if (LATER.contains(word)) {
      problems.add(Code.NOT_SUPPORTED, e.span(), "%s is not supported yet".formatted(word));
    } else if (kind == Kind.TRANSFORM && DataFunctions.find(Kind.VARIATION, word).isPresent()) {
      problems.add(
          Diagnostic.of(Code.UNKNOWN_NAME, target.span(), "%s is no transform".formatted(word))
              .help("write augment(%s)".formatted(e.span().text())));
    } else {
      problems.unknown(
          Code.UNKNOWN_NAME, target.span(), kind.word(), word, DataFunctions.names(kind));
    }
  }

  private Optional<DataCall> withParts(
      DataFunction function, List<Expression.Argument> arguments, Span span, Context c) {
    Kind kind = function.parts().orElseThrow();
    List<DataCall> parts = new ArrayList<>();
    boolean valid = !arguments.isEmpty();
    if (!valid) {
      problems.add(
          Diagnostic.of(
                  Code.MISSING_ARGUMENT,
                  span,
                  "%s needs a %s".formatted(function.name(), kind.word()))
              .note("there are " + String.join(", ", DataFunctions.names(kind))));
    }
    for (Expression.Argument argument : arguments) {
      if (argument.name().isPresent()) {
        problems.add(
            Code.UNKNOWN_ARGUMENT,
            argument.name().get().span(),
            "%s has no argument '%s'".formatted(function.name(), argument.name().get()));
        valid = false;
        continue;
      }
      Optional<DataCall> part = of(argument.value(), kind, c);
      part.ifPresent(parts::add);
      valid &= part.isPresent();
    }
    return valid
        ? Optional.of(new DataCall(function, new DataArguments(Map.of()), parts, span))
        : Optional.empty();
  }

  private Optional<DataCall> bind(DataFunction function, List<Argument> arguments, Span span) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> names = function.parameters().stream().map(DataParameter::name).toList();
    int position = 0;
    for (Argument a : arguments) {
      if (a.value() == Term.BROKEN) {
        return Optional.empty();
      }
      String key =
          a.name().isPresent()
              ? a.name().get().text()
              : position < names.size() ? names.get(position++) : "";
      Optional<DataParameter> parameter =
          function.parameters().stream().filter(p -> p.name().equals(key)).findFirst();
      if (parameter.isEmpty()) {
        unknown(function.name(), a, names);
        return Optional.empty();
      }
      Optional<?> value = value(parameter.get(), a, function.name());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (values.put(key, value.get()) != null) {
        problems.add(Code.DUPLICATE_ARGUMENT, a.span(), "'%s' is given twice".formatted(key));
        return Optional.empty();
      }
    }
    return complete(function, values, span);
  }

  /** With defaults filled in, if the arguments fit each other. */
  private Optional<DataCall> complete(
      DataFunction function, Map<String, Object> values, Span span) {
    for (DataParameter p : function.parameters()) {
      if (!values.containsKey(p.name()) && p.isRequired()) {
        problems.add(
            Diagnostic.of(
                    Code.MISSING_ARGUMENT,
                    span,
                    "%s needs '%s'".formatted(function.name(), p.name()))
                .note("it is %s: %s".formatted(function.signature(), p.documentation())));
        return Optional.empty();
      }
      p.defaultValue().ifPresent(d -> values.putIfAbsent(p.name(), d));
      p.sameAs().ifPresent(other -> values.putIfAbsent(p.name(), values.get(other)));
    }
    DataArguments arguments = new DataArguments(values);
    try {
      function.requirement().check(arguments);
    } catch (DataMismatch e) {
      problems.add(mismatch(Code.BAD_RANGE, span, e));
      return Optional.empty();
    }
    return Optional.of(new DataCall(function, arguments, List.of(), span));
  }

  /** As a diagnostic. */
  static Diagnostic.Builder mismatch(Code code, Span span, DataMismatch e) {
    Diagnostic.Builder error = Diagnostic.of(code, span, e.getMessage());
    if (!e.note().isEmpty()) {
      error.note(e.note());
    }
    return e.help().isEmpty() ? error : error.help(e.help());
  }

  private void unknown(String name, Argument a, List<String> names) {
    if (a.name().isEmpty()) {
      problems.add(
          Code.TOO_MANY_ARGUMENTS, a.span(), "%s takes no further argument".formatted(name));
      return;
    }
    problems.add(
        Diagnostic.of(
                Code.UNKNOWN_ARGUMENT,
                a.name().get().span(),
                "%s has no argument '%s'".formatted(name, a.name().get()))
            .suggest(Suggestion.nearest(a.name().get().text(), names)));
  }

  private Optional<?> value(DataParameter p, Argument a, String owner) {
    Optional<?> value =
        switch (p.type()) {
          case NUMBER -> Conversions.number(a.value());
          case WHOLE -> Conversions.number(a.value()).filter(n -> n == Math.rint(n));
          case WHOLES -> Conversions.integers(a.value());
          case TEXT -> a.value() instanceof Term.Text t ? Optional.of(t.value()) : Optional.empty();
          case TRUTH ->
              a.value() instanceof Term.Truth t ? Optional.of(t.value()) : Optional.empty();
        };
    if (value.isEmpty()) {
      problems.add(
          Code.TYPE_MISMATCH,
          a.span(),
          "'%s' of %s is %s, not %s"
              .formatted(p.name(), owner, p.type().words(), a.value().kind()));
      return Optional.empty();
    }
    if (p.type().isNumeric() && !isInRange(p, value.get())) {
      String shown = a.value() instanceof Term.Number n ? n.shown() : a.span().text();
      problems.add(
          Diagnostic.of(
                  Code.BAD_RANGE,
                  a.span(),
                  "'%s' of %s cannot be %s".formatted(p.name(), owner, shown))
              .note(
                  "it is %s to %s"
                      .formatted(
                          new Term.Number(p.least()).shown(), new Term.Number(p.most()).shown())));
      return Optional.empty();
    }
    return value;
  }

  private static boolean isInRange(DataParameter p, Object value) {
    List<?> numbers = value instanceof List<?> list ? list : List.of(value);
    return numbers.stream()
        .mapToDouble(n -> ((Number) n).doubleValue())
        .allMatch(n -> n >= p.least() && n <= p.most());
  }
}
