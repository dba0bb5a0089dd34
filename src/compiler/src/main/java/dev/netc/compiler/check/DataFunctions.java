package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Readers and transforms of data: their arguments, and what they do to columns. */
final class DataFunctions {
  private DataFunctions() {}

  /** An argument: a number, text or truth value, with its default if it may be left out. */
  record Parameter(
      String name, Class<?> type, Optional<Object> defaultValue, double least, double most) {}

  record Function(List<Parameter> parameters) {}

  record Call(String name, Map<String, Object> arguments) {}

  /** Known words of the language whose time has not come. */
  static final Set<String> LATER = Set.of("images", "text", "augment");

  static final Map<String, Function> READERS = new LinkedHashMap<>();
  static final Map<String, Function> TRANSFORMS = new LinkedHashMap<>();

  static {
    READERS.put("digits", function(number("seed", 1, 0, 1e15)));
    READERS.put("mnist", function(text("path", "data/mnist")));
    READERS.put("idx", function(text("path", null)));
    READERS.put("cifar10", function(text("path", "data/cifar10")));
    READERS.put(
        "csv",
        function(
            text("path", null), text("target", ""), text("delimiter", ","), truth("header", true)));
    READERS.put("npz", function(text("path", null)));
    READERS.put("table", function());
    READERS.put(
        "generate", function(number("rows", null, 1, 100_000_000), number("seed", 1, 0, 1e15)));
    TRANSFORMS.put(
        "take",
        function(
            number("train", -1, 1, Integer.MAX_VALUE),
            number("validation", -1, 1, Integer.MAX_VALUE),
            number("test", -1, 1, Integer.MAX_VALUE)));
    TRANSFORMS.put(
        "split",
        function(
            number("test", 0, 0, 0.999),
            number("validation", 0, 0, 0.999),
            number("seed", 1, 0, 1e15)));
    TRANSFORMS.put("shuffle", function(number("seed", 1, 0, 1e15)));
    TRANSFORMS.put("standardize", function());
    TRANSFORMS.put(
        "scale",
        function(number("low", null, -1e30, 1e30), number("high", Double.NaN, -1e30, 1e30)));
    TRANSFORMS.put("one_hot", function());
  }

  private static Function function(Parameter... parameters) {
    return new Function(List.of(parameters));
  }

  private static Parameter number(String name, Integer value, double least, double most) {
    return new Parameter(
        name, Double.class, Optional.ofNullable(value).map(Integer::doubleValue), least, most);
  }

  private static Parameter number(String name, double value, double least, double most) {
    return new Parameter(name, Double.class, Optional.of(value), least, most);
  }

  private static Parameter text(String name, String value) {
    return new Parameter(name, String.class, Optional.ofNullable(value), 0, 0);
  }

  private static Parameter truth(String name, boolean value) {
    return new Parameter(name, Boolean.class, Optional.of(value), 0, 0);
  }

  static Optional<Call> bind(
      Function function, String name, List<Argument> arguments, Span span, Problems problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> names = function.parameters().stream().map(Parameter::name).toList();
    int position = 0;
    for (Argument a : arguments) {
      if (a.value() == Term.BROKEN) {
        return Optional.empty();
      }
      String key =
          a.name().isPresent()
              ? a.name().get().text()
              : position < names.size() ? names.get(position++) : "";
      Optional<Parameter> parameter =
          function.parameters().stream().filter(p -> p.name().equals(key)).findFirst();
      if (parameter.isEmpty()) {
        unknown(name, a, names, problems);
        return Optional.empty();
      }
      Optional<Object> value = value(parameter.get(), a, name, problems);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (values.put(key, value.get()) != null) {
        problems.add(Code.DUPLICATE_ARGUMENT, a.span(), "'%s' is given twice".formatted(key));
        return Optional.empty();
      }
    }
    for (Parameter p : function.parameters()) {
      if (!values.containsKey(p.name()) && p.defaultValue().isEmpty()) {
        problems.add(Code.MISSING_ARGUMENT, span, "%s needs '%s'".formatted(name, p.name()));
        return Optional.empty();
      }
      p.defaultValue().ifPresent(d -> values.putIfAbsent(p.name(), d));
    }
    return Optional.of(new Call(name, values));
  }

  private static void unknown(String name, Argument a, List<String> names, Problems problems) {
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

  private static Optional<Object> value(Parameter p, Argument a, String owner, Problems problems) {
    Object value = null;
    if (a.value() instanceof Term.Number n) {
      value = n.value();
    } else if (a.value() instanceof Term.Text t) {
      value = t.value();
    } else if (a.value() instanceof Term.Truth t) {
      value = t.value();
    }
    if (value == null || !p.type().isInstance(value)) {
      String wanted =
          p.type() == Double.class
              ? "a number"
              : p.type() == String.class ? "a text" : "true or false";
      problems.add(
          Code.TYPE_MISMATCH,
          a.span(),
          "'%s' of %s is %s, not %s".formatted(p.name(), owner, wanted, a.value().kind()));
      return Optional.empty();
    }
    if (value instanceof Double d && !(d >= p.least() && d <= p.most())) {
      problems.add(
          Diagnostic.of(
                  Code.BAD_RANGE,
                  a.span(),
                  "'%s' of %s cannot be %s"
                      .formatted(
                          p.name(), owner, a.value() instanceof Term.Number n ? n.shown() : d))
              .note(
                  "it is %s to %s"
                      .formatted(
                          new Term.Number(p.least()).shown(), new Term.Number(p.most()).shown())));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** The columns of data whose form is fixed. */
  static Optional<DataSchema> schema(String reader) {
    return switch (reader) {
      case "digits", "mnist" -> Optional.of(images(Shape.of(1, 28, 28)));
      case "cifar10" -> Optional.of(images(Shape.of(3, 32, 32)));
      default -> Optional.empty();
    };
  }

  private static DataSchema images(Shape shape) {
    return new DataSchema(
        List.of(
            new DataSchema.Column("image", shape, -1),
            new DataSchema.Column("label", Shape.SCALAR, 10)),
        List.of("train", "test"));
  }

  /** The columns after transforms. */
  static DataSchema transformed(DataSchema schema, List<DataSpec.TransformSpec> transforms) {
    DataSchema result = schema;
    for (DataSpec.TransformSpec transform : transforms) {
      if (transform.name().equals("split")) {
        List<String> splits = new ArrayList<>(result.splits());
        for (String split : List.of("validation", "test")) {
          if ((Double) transform.arguments().get(split) > 0 && !splits.contains(split)) {
            splits.add(split);
          }
        }
        result = new DataSchema(result.columns(), splits);
      } else if (transform.name().equals("one_hot")) {
        result =
            new DataSchema(
                result.columns().stream().map(DataFunctions::oneHot).toList(), result.splits());
      }
    }
    return result;
  }

  private static DataSchema.Column oneHot(DataSchema.Column c) {
    return c.classes() > 0 ? new DataSchema.Column(c.name(), Shape.of(c.classes()), -1) : c;
  }
}
