package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Arguments;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code target[index]}: items of lists; elements, slices and choices along a tensor's first axis.
 */
final class Indexing {
  private final Evaluator evaluator;
  private final Problems problems;

  Indexing(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  Term of(Expression.Index e, Context c) {
    Term target = evaluator.evaluate(e.target(), c);
    Term index = evaluator.evaluate(e.index(), c);
    if (target == Term.BROKEN || index == Term.BROKEN) {
      return Term.BROKEN;
    }
    if (target instanceof Term.Outside outside) {
      Optional<Term> row = evaluator.tests.row(outside.value(), index, e.span(), c);
      if (row.isPresent()) {
        return row.get();
      }
    }
    if (target instanceof Term.Items items) {
      return item(items, index, e);
    }
    Optional<Value> x = evaluator.tensors.of(target, e.target().span(), c);
    return x.map(value -> element(value, index, e.index().span(), c)).orElse(Term.BROKEN);
  }

  private Term item(Term.Items items, Term index, Expression.Index e) {
    if (index instanceof Term.Range range
        && range.first() >= 0
        && range.last() < items.items().size()) {
      return Term.Items.of(items.items().subList(range.first(), range.last() + 1));
    }
    Optional<List<Integer>> several =
        index instanceof Term.Items ? Conversions.integers(index) : Optional.empty();
    if (several.isPresent()
        && several.get().stream().allMatch(i -> i >= 0 && i < items.items().size())) {
      List<Term> chosen = several.get().stream().map(items.items()::get).toList();
      return evaluator.list(chosen, e.span());
    }
    Optional<Integer> position = Conversions.integer(index);
    if (position.isPresent() && position.get() >= 0 && position.get() < items.items().size()) {
      return items.items().get(position.get());
    }
    problems.add(
        Diagnostic.of(
                Code.BAD_INDEX,
                e.index().span(),
                "%s does not exist in this list".formatted(e.index().span().text()))
            .note("it has %d items, counted from 0".formatted(items.items().size())));
    return Term.BROKEN;
  }

  /** An element, slice or choice of a tensor. */
  Term element(Value x, Term index, Span at, Context c) {
    Optional<Integer> position = Conversions.integer(index);
    if (position.isPresent()) {
      return call("index", x, Map.of("position", position.get()), at, c);
    } else if (index instanceof Term.Range range) {
      Map<String, Object> arguments =
          Map.of("first", range.first(), "last", range.last(), "axis", 0);
      return call("slice", x, arguments, at, c);
    }
    Optional<List<Integer>> positions = Conversions.integers(index);
    if (positions.isPresent()) {
      return call("pick", x, Map.of("positions", positions.get()), at, c);
    }
    problems.add(
        Diagnostic.of(
            Code.TYPE_MISMATCH,
            at,
            "an index is a whole number, a range or a list of whole numbers, not " + index.kind()));
    return Term.BROKEN;
  }

  private Term call(String name, Value x, Map<String, Object> arguments, Span span, Context c) {
    Operation operation = Catalogue.get(name);
    Map<String, Span> places = Map.of();
    return new BoundCall(problems, operation, List.of(x), new Arguments(arguments), places, span)
        .call(c, List.of())
        .<Term>map(Term.Tensor::new)
        .orElse(Term.BROKEN);
  }
}
