package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Arguments;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the arguments of one call to the parameters of its operation. */
final class ArgumentBinding {
  private final Problems problems;
  private final Operation operation;
  private final Span span;
  private final Map<String, Argument> bound = new LinkedHashMap<>();
  private final List<Argument> variadic = new ArrayList<>();
  private boolean failed;

  ArgumentBinding(Problems problems, Operation operation, Span span) {
    this.problems = problems;
    this.operation = operation;
    this.span = span;
  }

  Optional<BoundCall> bind(
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

  private Optional<BoundCall> convert(Tensors tensors, Context c) {
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
        value.ifPresent(v -> put(p, a, v, operands, values));
      }
    }
    return failed
        ? Optional.empty()
        : Optional.of(
            new BoundCall(problems, operation, operands, new Arguments(values), places, span));
  }

  private void put(
      Parameter p, Argument a, Object value, List<Value> operands, Map<String, Object> values) {
    if (p.kind() == Parameter.Kind.RESULT) {
      result(p, a, (Value) value, operands, values);
    } else if (p.kind().isTensor()) {
      operands.add((Value) value);
    } else {
      values.put(p.name(), value);
    }
  }

  /** Of a result, what it was made of is taken: its first operand and its arguments. */
  private void result(
      Parameter p, Argument a, Value value, List<Value> operands, Map<String, Object> values) {
    String maker = p.words().get(0);
    if (value.isCallOf(maker)) {
      Value.Definition.Call call = (Value.Definition.Call) value.definition();
      operands.add(call.operands().get(0));
      values.put(p.name(), call.arguments());
      return;
    }
    failed = true;
    problems.add(
        Diagnostic.of(
                Code.TYPE_MISMATCH,
                a.span(),
                "'%s' of %s is the result of a %s itself".formatted(p.name(), operation, maker))
            .label(a.span(), "this is made by something else")
            .help("give the %s a name and pass that: pooled = x -> %s(…)".formatted(maker, maker)));
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
                "%s needs '%s', %s".formatted(operation, p.name(), p.takes()))
            .note("it is " + operation.signature()));
  }

  private Optional<?> argument(Parameter p, Argument a, Tensors tensors) {
    int before = problems.errors();
    Optional<?> value = Conversions.convert(p, a.value(), a.span(), tensors);
    if (value.isEmpty() && a.value() instanceof Term.Word word) {
      problems.add(
          Diagnostic.of(
                  Code.UNKNOWN_NAME,
                  a.span(),
                  "'%s' of %s cannot be '%s'".formatted(p.name(), operation, word.text()))
              .note("it is " + p.takes())
              .suggest(Suggestion.nearest(word.text(), p.words())));
    } else if (value.isEmpty() && a.value() != Term.BROKEN && problems.errors() == before) {
      Diagnostic.Builder error =
          Diagnostic.of(
                  Code.TYPE_MISMATCH,
                  a.span(),
                  "'%s' of %s is %s".formatted(p.name(), operation, p.takes()))
              .label(a.span(), "this is " + a.value().kind());
      Conversions.wantedInitializer(a.value()).ifPresent(error::note);
      problems.add(error);
    }
    return value;
  }
}
