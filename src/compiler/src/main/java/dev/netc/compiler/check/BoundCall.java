package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Arguments;
import dev.netc.compiler.op.Mismatch;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operands and arguments, ready to be applied. */
record BoundCall(
    Problems problems,
    Operation operation,
    List<Value> operands,
    Arguments arguments,
    Map<String, Span> places,
    Span span) {
  static final String TOO_MANY_VALUES = "this net has more than 50,000 values";

  Optional<Value> call(Context c, List<Value> weights) {
    List<ValueType> types = operands.stream().map(Value::type).toList();
    try {
      ValueType type = operation.type(types, arguments);
      requireSize(type.shape());
      if (operation.has(Operation.Trait.DERIVATIVE)) {
        requireDependence(operands.get(0), operands.get(1));
      }
      if (c.builder().isFull()) {
        throw new Mismatch(Code.TOO_LARGE, TOO_MANY_VALUES);
      }
      List<Value> all = new ArrayList<>(operands);
      all.addAll(weights);
      return Optional.of(
          c.builder()
              .define(new Value.Definition.Call(operation, all, arguments), type, c.path(), span));
    } catch (Mismatch mismatch) {
      report(mismatch);
    } catch (ArithmeticException overflow) {
      problems.add(Code.TOO_LARGE, span, "this tensor is too large");
    }
    return Optional.empty();
  }

  /** A gradient by what a value is not computed from would be zero and hide a mistake. */
  private static void requireDependence(Value of, Value by) throws Mismatch {
    Value inside = by.definition() instanceof Value.Definition.FromBatch from ? from.of() : by;
    Deque<Value> open = new ArrayDeque<>(List.of(of));
    Set<Value> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (value == by || value == inside) {
        return;
      }
      value.operands().stream().filter(seen::add).forEach(open::push);
    }
    throw new Mismatch(Code.TYPE_MISMATCH, "%1$s is not computed from %2$s")
        .note("a gradient tells how the one changes with the other")
        .help("ask by an input, a parameter or a value inside of it: gradient(net.y, net.x)");
  }

  /** The memory of a tensor must be addressable; its dimensions are 1 or more. */
  static void requireSize(Shape shape) throws Mismatch {
    long size = 1;
    for (int dim : shape.dims()) {
      size *= dim;
      if (size > Integer.MAX_VALUE / 4) {
        throw new Mismatch(Code.TOO_LARGE, "a tensor of %s is too large".formatted(shape));
      }
    }
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

  /** Messages may speak of operands by the user's words: %1$s, %2$s, or %s for the labelled one. */
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
