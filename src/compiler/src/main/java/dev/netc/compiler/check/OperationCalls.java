package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Mismatch;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
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
    return !(Tensors.isTensor(term) || list && !isSetting(operation, positional.size()));
  }

  /**
   * Whether a list in first place is a setting: {@code reshape([2, 3])}, {@code maxpool([2, 3])}.
   */
  private static boolean isSetting(Operation operation, int positional) {
    List<Parameter> plain =
        operation.parameters().stream().filter(p -> !p.kind().isTensor()).toList();
    long lists = plain.stream().filter(p -> p.kind().isList()).count();
    return !plain.isEmpty() && plain.get(0).kind().isList() && positional <= lists;
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
    ArgumentBinding binding = new ArgumentBinding(problems, layer.operation, span);
    Optional<BoundCall> bound = binding.bind(arguments, flow, evaluator.tensors, c.at(layer.path));
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

  private Optional<List<Value>> weights(
      Layer.Applied layer, BoundCall bound, Span span, Context c) {
    if (bound.operands().isEmpty()) {
      return Optional.of(List.of());
    }
    List<Weight> wanted;
    try {
      wanted = layer.operation.weights(bound.operands().get(0).type(), bound.arguments());
      for (Weight weight : wanted) {
        BoundCall.requireSize(weight.shape());
      }
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

  private Optional<Value> weight(Layer.Applied layer, Weight weight, BoundCall bound, Context c) {
    Object given = bound.arguments().get(weight.argument());
    Path path = layer.path.named(weight.name());
    if (given instanceof Value value) {
      if (value.type().shape().equals(weight.shape())) {
        return Optional.of(value);
      }
      weightMismatch(layer, weight, value.type().shape().toString(), bound);
      return Optional.empty();
    }
    if (given instanceof Tensors.Numbers numbers && !numbers.shape().equals(weight.shape())) {
      weightMismatch(layer, weight, numbers.shape().toString(), bound);
      return Optional.empty();
    }
    InitializerSpec initializer = initializer(weight, given, bound);
    if (!new Parameters(evaluator).fits(initializer, weight.shape(), layer.span)) {
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
                weight.role(),
                layer.span));
  }

  private static InitializerSpec initializer(Weight weight, Object given, BoundCall bound) {
    if (given instanceof Tensors.Numbers numbers) {
      return new InitializerSpec.Values(numbers.values());
    } else if (given instanceof InitializerSpec spec && !(spec instanceof InitializerSpec.Auto)) {
      return spec;
    }
    if (!(weight.initial() instanceof InitializerSpec.Auto)) {
      return weight.initial();
    }
    return bound.arguments().get("init") instanceof InitializerSpec init
        ? init
        : new InitializerSpec.Auto();
  }

  private void weightMismatch(Layer.Applied layer, Weight weight, String has, BoundCall bound) {
    problems.add(
        Diagnostic.of(
                Code.SHAPE_MISMATCH,
                layer.span,
                "'%s' of %s has another shape".formatted(weight.argument(), layer.operation))
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
            new NetworkBuilder(),
            Path.root(),
            new Instance(),
            Context.Place.NET,
            c.depth());
    return new ArgumentBinding(problems, operation, span)
        .bind(arguments, Optional.empty(), evaluator.tensors, scratch)
        .flatMap(bound -> bound.call(scratch, List.of()))
        .<Term>map(value -> new Term.Number(Constants.evaluate(value)))
        .orElse(Term.BROKEN);
  }
}
