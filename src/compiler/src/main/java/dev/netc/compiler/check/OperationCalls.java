package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Arguments;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Mismatch;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of operations: as functions of tensors, as layers, as operators, or of plain numbers. */
final class OperationCalls {
  private final Evaluator evaluator;
  private final Problems problems;

  OperationCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  Layer.Applied layer(Operation operation, List<Argument> arguments, Span span, Context c) {
    return new Layer.Applied(operation, arguments, c.path().layer(operation.name()), span);
  }

  /** A call by name: applied if its tensor is there, a layer otherwise. */
  Term call(
      Operation operation,
      Expression.Call call,
      List<Argument> arguments,
      Optional<Evaluator.Flow> flow,
      Context c) {
    if (flow.isEmpty() && isLayer(operation, arguments)) {
      return c.instance().at(call, () -> layer(operation, arguments, call.span(), c));
    }
    if (flow.isEmpty()
        && arguments.stream().allMatch(a -> isPlain(a.value()))
        && !operation.operands().isEmpty()) {
      return numbers(operation, arguments, call.span(), c);
    }
    Layer.Applied layer = c.instance().at(call, () -> layer(operation, arguments, call.span(), c));
    return apply(layer, arguments, flow, call.span(), c);
  }

  private static boolean isPlain(Term term) {
    return term instanceof Term.Number || term instanceof Term.Truth;
  }

  /** Whether no argument is the tensor that the operation works on. */
  private static boolean isLayer(Operation operation, List<Argument> arguments) {
    List<Parameter> operands = operation.operands();
    if (operands.isEmpty()) {
      return false;
    }
    String first = operands.get(0).name();
    boolean named =
        arguments.stream().anyMatch(a -> a.name().filter(n -> n.text().equals(first)).isPresent());
    List<Argument> positional = arguments.stream().filter(a -> a.name().isEmpty()).toList();
    if (named) {
      return false;
    }
    if (positional.isEmpty()) {
      return true;
    }
    Term term = positional.get(0).value();
    if (!operation.has(Operation.Trait.LAYER)) {
      return term instanceof Layer;
    }
    boolean list = term instanceof Term.Items || term instanceof Term.Range;
    long lists =
        operation.parameters().stream().filter(p -> p.kind() == Parameter.Kind.INTEGERS).count();
    boolean tensor = Tensors.isTensor(term) || list && (lists == 0 || positional.size() > lists);
    return !tensor;
  }

  Term apply(Layer.Applied layer, Evaluator.Flow flow, Span span, Context c) {
    return apply(layer, layer.arguments, Optional.of(flow), span, c);
  }

  private Term apply(
      Layer.Applied layer,
      List<Argument> arguments,
      Optional<Evaluator.Flow> flow,
      Span span,
      Context c) {
    Binding binding = new Binding(problems, layer.operation, span);
    Optional<Bound> bound = binding.bind(arguments, flow, evaluator.tensors, c.at(layer.path));
    if (bound.isEmpty()) {
      return Term.BROKEN;
    }
    Optional<List<Value>> weights = weights(layer, bound.get(), span, c);
    return weights
        .flatMap(w -> bound.get().call(c.at(layer.path), w))
        .<Term>map(Term.Tensor::new)
        .orElse(Term.BROKEN);
  }

  // ------------------------------------------------------------ weights

  private Optional<List<Value>> weights(Layer.Applied layer, Bound bound, Span span, Context c) {
    if (bound.operands().isEmpty()) {
      return Optional.of(List.of());
    }
    List<Weight> wanted;
    try {
      wanted = layer.operation.weights(bound.operands().get(0).type(), bound.arguments());
    } catch (Mismatch mismatch) {
      bound.report(mismatch);
      return Optional.empty();
    }
    if (layer.weights.isEmpty()) {
      layer.weights = Optional.of(wanted);
      for (Weight weight : wanted) {
        Optional<Value> value = weight(layer, weight, bound, c);
        if (value.isEmpty()) {
          layer.weightValues.clear();
          return Optional.empty();
        }
        layer.weightValues.add(value.get());
      }
    } else if (!layer.weights.get().equals(wanted)) {
      problems.add(
          Diagnostic.of(
                  Code.SHAPE_MISMATCH,
                  span,
                  "the layer %s is shared, but its weights do not fit here"
                      .formatted(layer.operation))
              .note(
                  "its first use made a weight %s, this one needs %s"
                      .formatted(layer.weights.get().get(0).shape(), wanted.get(0).shape()))
              .help("write the call twice for two sets of weights"));
      return Optional.empty();
    }
    return layer.weightValues.size() == wanted.size()
        ? Optional.of(List.copyOf(layer.weightValues))
        : Optional.empty();
  }

  private Optional<Value> weight(Layer.Applied layer, Weight weight, Bound bound, Context c) {
    Object given = bound.arguments().get(weight.argument());
    Path path = layer.path.named(weight.name());
    if (given instanceof Value value) {
      if (value.type().shape().equals(weight.shape())) {
        return Optional.of(value);
      }
      weightMismatch(layer, weight, value.type().shape().toString(), bound);
      return Optional.empty();
    }
    InitializerSpec initializer = initializer(weight, given, bound);
    if (initializer instanceof InitializerSpec.Values v
        && v.values().length != weight.shape().size()) {
      weightMismatch(layer, weight, v.values().length + " numbers", bound);
      return Optional.empty();
    }
    return Optional.of(
        c.builder()
            .parameter(
                path,
                weight.shape(),
                initializer,
                weight.fanIn(),
                weight.fanOut(),
                !weight.isBias(),
                layer.span));
  }

  private static InitializerSpec initializer(Weight weight, Object given, Bound bound) {
    if (given instanceof InitializerSpec spec && !(spec instanceof InitializerSpec.Auto)) {
      return spec;
    }
    if (weight.isBias()) {
      return new InitializerSpec.Zeros();
    }
    return bound.arguments().get("init") instanceof InitializerSpec init
        ? init
        : new InitializerSpec.Auto();
  }

  private void weightMismatch(Layer.Applied layer, Weight weight, String has, Bound bound) {
    problems.add(
        Diagnostic.of(
                Code.SHAPE_MISMATCH,
                layer.span,
                "the %s of %s have another shape".formatted(weight.argument(), layer.operation))
            .note("it is %s, but %s is needed".formatted(has, weight.shape()))
            .note("%s receives %s".formatted(layer.operation, bound.operands().get(0).type())));
  }

  // ------------------------------------------------------------ operators and numbers

  Term operator(Expression e, Context c) {
    String name;
    List<Expression> operands;
    Span at;
    if (e instanceof Expression.Unary unary) {
      name = unary.operator().operation();
      operands = List.of(unary.operand());
      at = unary.span();
    } else {
      Expression.Binary binary = (Expression.Binary) e;
      name = binary.operator().operation();
      operands = List.of(binary.left(), binary.right());
      at = binary.at();
    }
    List<Argument> arguments = new ArrayList<>();
    for (Expression operand : operands) {
      arguments.add(new Argument(Optional.empty(), evaluator.evaluate(operand, c), operand.span()));
    }
    if (arguments.stream().anyMatch(a -> a.value() == Term.BROKEN)) {
      return Term.BROKEN;
    }
    Operation operation = Catalogue.get(name);
    if (arguments.stream().allMatch(a -> isPlain(a.value())) && !name.equals("matmul")) {
      boolean truth = e instanceof Expression.Unary u ? name.equals("not") : isTruth(e);
      Term result = numbers(operation, arguments, at, c);
      return truth && result instanceof Term.Number n ? new Term.Truth(n.value() != 0) : result;
    }
    Layer.Applied layer = new Layer.Applied(operation, arguments, c.path(), at);
    return apply(layer, arguments, Optional.empty(), at, c);
  }

  private static boolean isTruth(Expression e) {
    var operator = ((Expression.Binary) e).operator();
    return operator.isComparison()
        || operator.operation().equals("and")
        || operator.operation().equals("or");
  }

  /** A function of plain numbers is a plain number, known when the program is checked. */
  private Term numbers(Operation operation, List<Argument> arguments, Span span, Context c) {
    Context scratch =
        new Context(
            c.scope(),
            new dev.netc.compiler.network.NetworkBuilder(),
            Path.root(),
            new Instance(),
            Context.Place.NET,
            c.depth());
    return new Binding(problems, operation, span)
        .bind(arguments, Optional.empty(), evaluator.tensors, scratch)
        .flatMap(bound -> bound.call(scratch, List.of()))
        .<Term>map(value -> new Term.Number(Constants.evaluate(value)))
        .orElse(Term.BROKEN);
  }

  // ------------------------------------------------------------ binding of arguments

  /** Operands and arguments, ready to be applied. */
  record Bound(
      Problems problems,
      Operation operation,
      List<Value> operands,
      Arguments arguments,
      Map<String, Span> places,
      Span span) {

    Optional<Value> call(Context c, List<Value> weights) {
      List<ValueType> types = operands.stream().map(Value::type).toList();
      try {
        ValueType type = operation.type(types, arguments);
        if (type.tensor().size() > Integer.MAX_VALUE / 4) {
          throw new Mismatch(Code.TOO_LARGE, "a tensor of %s is too large".formatted(type.shape()));
        }
        if (c.builder().isFull()) {
          throw new Mismatch(Code.TOO_LARGE, "this net has more than 200,000 values");
        }
        List<Value> all = new ArrayList<>(operands);
        all.addAll(weights);
        return Optional.of(
            c.builder()
                .define(
                    new Value.Definition.Call(operation, all, arguments), type, c.path(), span));
      } catch (Mismatch mismatch) {
        report(mismatch);
      } catch (ArithmeticException overflow) {
        problems.add(Code.TOO_LARGE, span, "this tensor is too large");
      }
      return Optional.empty();
    }

    void report(Mismatch mismatch) {
      Diagnostic.Builder error =
          Diagnostic.of(mismatch.code(), span, named(mismatch.getMessage(), ""));
      mismatch.labels().forEach((parameter, text) -> label(error, parameter, text));
      mismatch.notes().forEach(note -> error.note(named(note, "")));
      mismatch
          .help()
          .filter(
              help ->
                  !help.contains("%2$s") || isName(places.get(operation.operands().get(1).name())))
          .ifPresent(help -> error.help(named(help, "")));
      problems.add(error);
    }

    private void label(Diagnostic.Builder error, String parameter, String text) {
      Span place = places.get(parameter);
      if (place != null) {
        error.label(place, named(text, operandText(place, parameter)));
      } else {
        error.note(parameter + " " + named(text, parameter));
      }
    }

    /**
     * Messages may speak of operands by the user's words: %1$s, %2$s, or %s for the labelled one.
     */
    private String named(String text, String self) {
      String result = text.replace("%s", self);
      List<Parameter> parameters = operation.operands();
      for (int i = 0; i < parameters.size() && i < 2; i++) {
        String name = parameters.get(i).name();
        String words = places.containsKey(name) ? operandText(places.get(name), name) : name;
        result = result.replace("%" + (i + 1) + "$s", words);
      }
      return result;
    }

    private static boolean isName(Span place) {
      return place != null && place.text().matches("[\\p{L}_][\\p{L}\\p{Nd}_.]{0,30}");
    }

    private static String operandText(Span place, String otherwise) {
      String text = place.text();
      return isName(place)
          ? text
          : otherwise.length() == 1
              ? otherwise.equals("y") ? "the right side" : "the left side"
              : "the " + otherwise;
    }
  }

  /** Binds the arguments of one call to the parameters of its operation. */
  static final class Binding {
    private final Problems problems;
    private final Operation operation;
    private final Span span;
    private final Map<String, Argument> bound = new LinkedHashMap<>();
    private final List<Argument> variadic = new ArrayList<>();
    private boolean failed;

    Binding(Problems problems, Operation operation, Span span) {
      this.problems = problems;
      this.operation = operation;
      this.span = span;
    }

    Optional<Bound> bind(
        List<Argument> arguments, Optional<Evaluator.Flow> flow, Tensors tensors, Context c) {
      List<Argument> positional = new ArrayList<>();
      flow.ifPresent(f -> positional.add(new Argument(Optional.empty(), f.term(), f.span())));
      for (Argument a : arguments) {
        if (a.name().isPresent()) {
          named(a);
        } else {
          positional.add(a);
        }
      }
      boolean withoutTensor =
          flow.isEmpty()
              && operation.has(Operation.Trait.LAYER)
              && !bound.containsKey(operation.operands().get(0).name())
              && positional.isEmpty();
      positional(positional, withoutTensor);
      return failed ? Optional.empty() : convert(tensors, c);
    }

    private void named(Argument a) {
      String name = a.name().get().text();
      Optional<Parameter> parameter =
          operation.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
      if (parameter.isEmpty()) {
        List<String> known = operation.parameters().stream().map(Parameter::name).toList();
        problems.add(
            Diagnostic.of(
                    Code.UNKNOWN_ARGUMENT,
                    a.name().get().span(),
                    "%s has no argument '%s'".formatted(operation, name))
                .note("it is " + operation.signature())
                .suggest(Suggestion.nearest(name, known)));
        failed = true;
      } else if (bound.putIfAbsent(name, a) != null) {
        problems.add(
            Code.DUPLICATE_ARGUMENT, a.name().get().span(), "'%s' is given twice".formatted(name));
        failed = true;
      }
    }

    private void positional(List<Argument> positional, boolean skipTensors) {
      List<Parameter> open = new ArrayList<>();
      Optional<Parameter> rest = Optional.empty();
      for (Parameter p : operation.parameters()) {
        if (p.kind() == Parameter.Kind.TENSORS) {
          rest = Optional.of(p);
        } else if (!bound.containsKey(p.name()) && !(skipTensors && p.kind().isTensor())) {
          open.add(p);
        }
      }
      if (rest.isPresent()) {
        variadic.addAll(positional);
        return;
      }
      for (int i = 0; i < positional.size(); i++) {
        if (i < open.size()) {
          bound.put(open.get(i).name(), positional.get(i));
        } else if (!failed) {
          problems.add(
              Diagnostic.of(
                      Code.TOO_MANY_ARGUMENTS,
                      positional.get(i).span(),
                      "%s takes no further argument".formatted(operation))
                  .note("it is " + operation.signature()));
          failed = true;
        }
      }
    }

    private Optional<Bound> convert(Tensors tensors, Context c) {
      List<Value> operands = new ArrayList<>();
      Map<String, Object> values = new HashMap<>();
      Map<String, Span> places = new HashMap<>();
      for (Parameter p : operation.parameters()) {
        Argument a = bound.get(p.name());
        if (p.kind() == Parameter.Kind.TENSORS) {
          operands(tensors, c, operands);
        } else if (a == null && p.isRequired()) {
          missing(p);
        } else if (a == null) {
          values.put(p.name(), p.defaultValue().get());
        } else {
          places.put(p.name(), a.span());
          Optional<?> value =
              p.kind().isTensor() ? tensors.of(a.value(), a.span(), c) : argument(p, a, tensors);
          failed |= value.isEmpty();
          value.ifPresent(v -> put(p, v, operands, values));
        }
      }
      return failed
          ? Optional.empty()
          : Optional.of(
              new Bound(problems, operation, operands, new Arguments(values), places, span));
    }

    private static void put(
        Parameter p, Object value, List<Value> operands, Map<String, Object> values) {
      if (p.kind().isTensor()) {
        operands.add((Value) value);
      } else {
        values.put(p.name(), value);
      }
    }

    private void operands(Tensors tensors, Context c, List<Value> operands) {
      if (variadic.isEmpty()) {
        missing(operation.operands().get(0));
      }
      for (Argument a : variadic) {
        if (a.value() instanceof Term.Tensors several) {
          operands.addAll(several.values());
          continue;
        }
        Optional<Value> value = tensors.of(a.value(), a.span(), c);
        failed |= value.isEmpty();
        value.ifPresent(operands::add);
      }
      if (operands.isEmpty() && !failed) {
        problems.add(Code.TYPE_MISMATCH, span, "there are no weights here");
        failed = true;
      }
    }

    private void missing(Parameter p) {
      failed = true;
      problems.add(
          Diagnostic.of(
                  Code.MISSING_ARGUMENT,
                  span,
                  "%s needs '%s', %s".formatted(operation, p.name(), p.kind().words()))
              .note("it is " + operation.signature()));
    }

    private Optional<?> argument(Parameter p, Argument a, Tensors tensors) {
      Optional<?> value = Conversions.convert(p, a.value(), tensors);
      if (value.isEmpty() && a.value() != Term.BROKEN) {
        problems.add(
            Diagnostic.of(
                    Code.TYPE_MISMATCH,
                    a.span(),
                    "'%s' of %s is %s".formatted(p.name(), operation, p.kind().words()))
                .label(a.span(), "this is " + a.value().kind()));
      }
      return value;
    }
  }
}
