package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A net applied in a test: lists become its inputs, one sample as declared, or several with one
 * more axis in front; what it gives is seen from the test with that axis again.
 */
final class TestApplication {
  private final Evaluator evaluator;
  private int samples = 1;
  private boolean single = true;

  TestApplication(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Term apply(
      Layer.OfNet layer,
      Map<String, Value> values,
      Map<String, Argument> given,
      Span span,
      Context c) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Map<String, Boolean> index = new LinkedHashMap<>();
    for (NetStatement statement : layer.declaration.statements()) {
      if (statement instanceof NetStatement.Input input) {
        Value value = values.get(input.name().text());
        Optional<Shape> shape =
            sample(layer, input, value, given.get(input.name().text()).span(), c);
        if (shape.isEmpty()) {
          return Term.BROKEN;
        }
        shapes.put(input.name().text(), shape.get());
        index.put(input.name().text(), input.index());
      }
    }
    Map<String, Value> batched = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          boolean isSingle = value.type().shape().equals(shapes.get(name));
          ValueType type = new ValueType(TensorType.batched(shapes.get(name)), index.get(name));
          var definition = new Value.Definition.ToBatch(value, samples, isSingle);
          batched.put(name, c.builder().define(definition, type, value.path(), value.span()));
        });
    return evaluator
        .nets
        .body(layer, batched, span, c)
        .<Term>map(body -> outside(body.result(), c))
        .orElse(Term.BROKEN);
  }

  /** The shape of one sample; notes how many samples there are. */
  private Optional<Shape> sample(
      Layer.OfNet layer, NetStatement.Input input, Value value, Span span, Context c) {
    Shape shape = value.type().shape();
    if (input.dimensions().isEmpty()) {
      return Optional.of(shape);
    }
    Scope scope = new Scope(c.scope());
    if (!evaluator.nets.parameters(
        layer.declaration.parameters(),
        layer.declaration.name().text(),
        layer.arguments,
        layer.span,
        scope,
        c)) {
      return Optional.empty();
    }
    Optional<Shape> declared =
        new Parameters(evaluator).shape(input.dimensions().get(), c.in(scope));
    if (declared.isEmpty() || shape.equals(declared.get())) {
      return declared;
    }
    boolean batch =
        shape.rank() == declared.get().rank() + 1 && shape.without(0).equals(declared.get());
    if (!batch) {
      evaluator.problems.add(
          Diagnostic.of(
                  Code.SHAPE_MISMATCH,
                  span,
                  "the input '%s' is %s, but receives %s"
                      .formatted(input.name(), declared.get(), shape))
              .label(input.span(), "declared here")
              .note("one sample has that shape; several have one more axis in front"));
      return Optional.empty();
    }
    if (!single && samples != shape.dim(0)) {
      evaluator.problems.add(
          Code.SHAPE_MISMATCH,
          span,
          "another input has %d samples, this one %d".formatted(samples, shape.dim(0)));
      return Optional.empty();
    }
    single = false;
    samples = shape.dim(0);
    return declared;
  }

  /** The result as the test sees it: every batched tensor with the samples as first axis. */
  private Term.Result outside(Term.Result result, Context c) {
    Map<String, Term> members = new LinkedHashMap<>();
    result.members().forEach((name, term) -> members.put(name, outside(term, c)));
    return new Term.Result(result.net(), result.main().map(v -> outside(v, c)), members);
  }

  private Term outside(Term term, Context c) {
    if (term instanceof Term.Tensor tensor) {
      return new Term.Tensor(outside(tensor.value(), c));
    } else if (term instanceof Term.Result result) {
      return outside(result, c);
    }
    return term;
  }

  private Value outside(Value value, Context c) {
    if (!value.type().batched()) {
      return value;
    }
    Shape shape = value.type().shape();
    Shape seen = single ? shape : shape.inserting(0, samples);
    ValueType type = new ValueType(TensorType.fixed(seen), value.type().index());
    var definition = new Value.Definition.FromBatch(value, samples, single);
    return c.builder().define(definition, type, value.path(), value.span());
  }
}
