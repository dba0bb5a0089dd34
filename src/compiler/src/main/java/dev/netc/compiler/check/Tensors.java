package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Arguments;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Mismatch;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what an expression means into a tensor of the network, where one is needed. */
final class Tensors {
  /** Most numbers of a list or range. */
  static final long MOST_NUMBERS = 10_000_000;

  private final Problems problems;

  /** Numbers of tests, which are fed rather than built in; by input name. */
  private final Map<String, double[]> literals = new HashMap<>();

  /** The inputs of lists that a test has bound to names: one list is one tensor. */
  private final Map<Term, Value> bound = new IdentityHashMap<>();

  private final Map<String, OutsideValue> outside = new HashMap<>();

  private TestFunctions tests;

  Tensors(Problems problems) {
    this.problems = problems;
  }

  /** Sets who knows the figures of trainings. */
  void tests(TestFunctions functions) {
    this.tests = functions;
  }

  /** Begins another test. */
  void begin() {
    literals.clear();
    bound.clear();
    outside.clear();
  }

  Map<String, double[]> literals() {
    return literals;
  }

  Map<String, OutsideValue> outside() {
    return outside;
  }

  /** The tensor that a term is or stands for; anything else is reported. */
  Optional<Value> of(Term term, Span span, Context c) {
    if (term instanceof Term.Tensor tensor) {
      return Optional.of(tensor.value());
    } else if (term instanceof Term.Number number) {
      return Optional.of(constant(number.value(), span, c));
    } else if (term instanceof Term.Truth truth) {
      return Optional.of(constant(truth.value() ? 1 : 0, span, c));
    } else if (term instanceof Term.Result result) {
      return main(result, span);
    } else if (term instanceof Term.Items || term instanceof Term.Range) {
      return literal(term, span, c);
    } else if (term instanceof Term.Distribution distribution) {
      return random(distribution, span, c);
    } else if (term == Term.BROKEN) {
      return Optional.empty();
    } else if (term instanceof Term.Outside part) {
      Optional<Value> value = tests.tensor(part.value(), span, c);
      if (value.isPresent()) {
        return value;
      }
    }
    Diagnostic.Builder error =
        Diagnostic.of(Code.TYPE_MISMATCH, span, "a tensor is needed here, not " + term.kind());
    if (term instanceof Layer.OfNet net) {
      error.help(net.completed());
    } else if (term instanceof Layer) {
      error.help("give it a tensor, in brackets beside an operator:  (x -> …)");
    }
    problems.add(error);
    return Optional.empty();
  }

  private static Value constant(double number, Span span, Context c) {
    return c.builder().constant(Shape.SCALAR, new double[] {number}, c.path(), span);
  }

  private Optional<Value> main(Term.Result result, Span span) {
    if (result.main().isEmpty()) {
      String some = result.members().keySet().stream().findFirst().orElse("name");
      problems.add(
          Diagnostic.of(
                  Code.TYPE_MISMATCH,
                  span,
                  "the net %s has several outputs".formatted(result.net()))
              .help("choose one by its name, such as .%s".formatted(some)));
    }
    return result.main();
  }

  /**
   * A list of numbers as a tensor; in a test it is an input, so that the compiled class computes
   * with it.
   */
  private Optional<Value> literal(Term term, Span span, Context c) {
    Optional<Numbers> numbers = numbers(term, span);
    if (numbers.isEmpty()) {
      return stacked(term, span, c);
    }
    Shape shape = numbers.get().shape();
    double[] values = numbers.get().values();
    if (!c.inTest()) {
      return Optional.of(c.builder().constant(shape, values, c.path(), span));
    }
    return Optional.of(bound.computeIfAbsent(term, list -> input(shape, values, span, c)));
  }

  private Value input(Shape shape, double[] values, Span span, Context c) {
    String name = "literal " + literals.size();
    literals.put(name, values);
    return c.builder().input(name, ValueType.of(TensorType.fixed(shape)), span);
  }

  /** A list that has tensors among its items is a stack of them. */
  private Optional<Value> stacked(Term term, Span span, Context c) {
    boolean hasTensor =
        term instanceof Term.Items items && items.items().stream().anyMatch(Tensors::isTensor);
    if (!hasTensor) {
      return Optional.empty();
    }
    List<Value> parts = new ArrayList<>();
    for (Term item : ((Term.Items) term).items()) {
      Optional<Value> part = of(item, span, c);
      if (part.isEmpty()) {
        return part;
      }
      parts.add(part.get());
    }
    Operation stack = Catalogue.get("stack");
    Arguments arguments = new Arguments(Map.of("axis", 0));
    try {
      ValueType type = stack.type(parts.stream().map(Value::type).toList(), arguments);
      return Optional.of(
          c.builder()
              .define(new Value.Definition.Call(stack, parts, arguments), type, c.path(), span));
    } catch (Mismatch mismatch) {
      problems.add(Diagnostic.of(mismatch.code(), span, mismatch.getMessage()));
      return Optional.empty();
    }
  }

  static boolean isTensor(Term term) {
    return term instanceof Term.Tensor
        || term instanceof Term.Result
        || term instanceof Term.Outside;
  }

  /** Numbers with the shape of their nesting. */
  record Numbers(Shape shape, double[] values) {}

  /** A nested list of numbers; empty (and reported, but for lists of tensors) if it is not one. */
  Optional<Numbers> numbers(Term term, Span span) {
    if (term instanceof Term.Items items && items.items().stream().anyMatch(Tensors::isTensor)) {
      return Optional.empty();
    }
    List<Double> values = new ArrayList<>();
    Optional<List<Integer>> dims = collect(term, values, span);
    return dims.map(
        d -> new Numbers(new Shape(d), values.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  private Optional<List<Integer>> collect(Term term, List<Double> values, Span span) {
    if (values.size() > MOST_NUMBERS) {
      problems.add(Code.TOO_LARGE, span, "this list has more than 10,000,000 numbers");
      return Optional.empty();
    } else if (term instanceof Term.Number || term instanceof Term.Truth) {
      values.add(
          term instanceof Term.Number n ? n.value() : ((Term.Truth) term).value() ? 1.0 : 0.0);
      return Optional.of(List.of());
    } else if (term instanceof Term.Range range) {
      return collectRange(range, values, span);
    } else if (term instanceof Term.Items items) {
      return collectItems(items, values, span);
    }
    if (term != Term.BROKEN) {
      problems.add(
          Code.TYPE_MISMATCH, span, "a list of numbers is needed here, but it has " + term.kind());
    }
    return Optional.empty();
  }

  private Optional<List<Integer>> collectRange(Term.Range range, List<Double> values, Span span) {
    long length = (long) range.last() - range.first() + 1;
    if (values.size() + length > MOST_NUMBERS) {
      problems.add(Code.TOO_LARGE, span, "this range has %d numbers".formatted(length));
      return Optional.empty();
    }
    for (int i = range.first(); i <= range.last(); i++) {
      values.add((double) i);
    }
    return Optional.of(List.of((int) length));
  }

  private Optional<List<Integer>> collectItems(Term.Items items, List<Double> values, Span span) {
    if (items.items().isEmpty()) {
      problems.add(Code.SHAPE_MISMATCH, span, "an empty list is no tensor");
      return Optional.empty();
    }
    Optional<List<Integer>> first = Optional.empty();
    for (Term item : items.items()) {
      Optional<List<Integer>> dims = collect(item, values, span);
      if (dims.isEmpty()) {
        return dims;
      }
      if (first.isPresent() && !first.equals(dims)) {
        problems.add(
            Diagnostic.of(Code.SHAPE_MISMATCH, span, "the rows of this list have different lengths")
                .note(
                    "one is %s, another %s"
                        .formatted(new Shape(first.get()), new Shape(dims.get()))));
        return Optional.empty();
      }
      first = dims;
    }
    List<Integer> dims = new ArrayList<>(List.of(items.items().size()));
    dims.addAll(first.get());
    return Optional.of(dims);
  }

  private Optional<Value> random(Term.Distribution distribution, Span span, Context c) {
    if (c.inTest()) {
      problems.add(
          Code.TYPE_MISMATCH, span, "random numbers cannot be expected; a test uses known ones");
      return Optional.empty();
    }
    return new ArgumentBinding(problems, Catalogue.get(distribution.name()), span)
        .bind(distribution.arguments(), Optional.empty(), this, c)
        .flatMap(bound -> bound.call(c, List.of()));
  }

  /** A figure that is found before the test runs, as an input of the test. */
  Value outside(OutsideValue value, Shape shape, Span span, Context c) {
    for (var known : outside.entrySet()) {
      if (known.getValue().equals(value)) {
        for (Value input : c.builder().inputs()) {
          if (((Value.Definition.Input) input.definition()).name().equals(known.getKey())) {
            return input;
          }
        }
      }
    }
    String name = "outside " + outside.size();
    outside.put(name, value);
    return c.builder().input(name, ValueType.of(TensorType.fixed(shape)), span);
  }
}
