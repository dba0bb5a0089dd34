package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.BinaryOperator;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.TestStatement;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a {@code test} declaration: one network computes all sides of its expectations. */
final class TestChecker {
  /** Arithmetic on results: exact in float64, and not what the compiled class is asked for. */
  private static final Set<String> ARITHMETIC =
      Set.of(
          "add",
          "subtract",
          "multiply",
          "divide",
          "power",
          "neg",
          "not",
          "and",
          "or",
          "equal",
          "not_equal",
          "less",
          "less_equal",
          "greater",
          "greater_equal",
          "index",
          "slice",
          "pick",
          "stack",
          "concat",
          "reshape",
          "abs");

  private final Evaluator evaluator;
  private final Problems problems;
  private final Scope top;

  TestChecker(Evaluator evaluator, Scope top) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.top = top;
  }

  Optional<TestSpec> check(Declaration.Test test) {
    int before = problems.errors();
    NetworkBuilder builder = new NetworkBuilder();
    Scope scope = new Scope(top);
    Context c = new Context(scope, builder, Path.root(), new Instance(), Context.Place.TEST, 0);
    evaluator.tensors.begin();
    List<TestSpec.Expectation> expectations = new ArrayList<>();
    for (TestStatement statement : test.statements()) {
      if (statement instanceof Declaration.Binding binding) {
        Context at = c.at(Path.root().named(binding.name().text()));
        evaluator.bind(scope, binding.name(), evaluator.evaluate(binding.value(), at));
      } else {
        expectation((TestStatement.Expect) statement, c).ifPresent(expectations::add);
      }
    }
    if (problems.errors() > before) {
      return Optional.empty();
    }
    Initializers initializers = new Initializers(builder);
    Network network =
        builder.build(test.title().value(), "", test.span().source().name(), initializers::resolve);
    return Optional.of(
        new TestSpec(
            test.title().value(),
            network,
            new HashMap<>(evaluator.tensors.literals()),
            new HashMap<>(evaluator.tensors.outside()),
            observed(network, expectations),
            expectations,
            test.span()));
  }

  private Optional<TestSpec.Expectation> expectation(TestStatement.Expect expect, Context c) {
    Expression left = expect.claim();
    Optional<Expression> right = Optional.empty();
    String comparison = "!=";
    if (expect.claim() instanceof Expression.Binary binary && isComparison(binary.operator())) {
      left = binary.left();
      right = Optional.of(binary.right());
      comparison = binary.operator().symbol();
    }
    Optional<Value> a = value(left, c);
    Optional<Value> b =
        right.isPresent()
            ? value(right.get(), c)
            : Optional.of(
                c.builder().constant(Shape.SCALAR, new double[] {0}, c.path(), expect.span()));
    Optional<Double> tolerance =
        expect.tolerance().isPresent()
            ? evaluator.number(expect.tolerance().get(), c)
            : Optional.of(0.0);
    if (a.isEmpty() || b.isEmpty() || tolerance.isEmpty()) {
      return Optional.empty();
    }
    if (tolerance.get() < 0) {
      problems.add(Code.BAD_RANGE, expect.tolerance().get().span(), "a tolerance is at least 0");
      return Optional.empty();
    }
    if (TensorType.broadcast(a.get().type().tensor(), b.get().type().tensor()).isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Code.SHAPE_MISMATCH,
                  expect.claim().span(),
                  "the two sides of this expectation have different shapes")
              .note(
                  "the left side is %s, the right side %s"
                      .formatted(a.get().type(), b.get().type())));
      return Optional.empty();
    }
    Span span = expect.span();
    String text = span.text().replaceAll("\\s+", " ");
    return Optional.of(
        new TestSpec.Expectation(text, a.get(), comparison, b.get(), tolerance.get(), span));
  }

  private static boolean isComparison(BinaryOperator operator) {
    return operator.isComparison();
  }

  private Optional<Value> value(Expression e, Context c) {
    return evaluator.tensors.of(evaluator.evaluate(e, c), e.span(), c);
  }

  /** What nets and functions give, as far as an expectation depends on it. */
  private static List<Value> observed(Network network, List<TestSpec.Expectation> expectations) {
    List<Value> sides = new ArrayList<>();
    expectations.forEach(
        e -> {
          sides.add(e.left());
          sides.add(e.right());
        });
    Set<Value> reached = Network.reaching(network.values(), sides);
    List<Value> observed = new ArrayList<>();
    for (Value value : network.values()) {
      boolean result = value.definition() instanceof Value.Definition.FromBatch;
      boolean function =
          value.definition() instanceof Value.Definition.Call call
              && !value.type().batched()
              && !ARITHMETIC.contains(call.operation().name());
      if (reached.contains(value) && (result || function)) {
        observed.add(value);
      }
    }
    return observed;
  }
}
