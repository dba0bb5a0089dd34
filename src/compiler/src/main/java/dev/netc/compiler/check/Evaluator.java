package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what expressions mean. A wrong one is reported and means {@link Term#BROKEN}. */
final class Evaluator {
  /** Largest count of a repeat. */
  static final int MOST_REPEATS = 10_000;

  /** Most expressions of a program, nets counted for each use: they may unfold without measure. */
  private static final int MOST_EXPRESSIONS = 2_000_000;

  final Problems problems;
  final Tensors tensors;
  final Calls calls;
  final OperationCalls operations;
  final NetCalls nets;
  final SettingCalls settings;
  final TestFunctions tests;
  final Facts facts;

  private final Loaded loaded;
  private int evaluated;
  private boolean tooLarge;

  Evaluator(Problems problems, Loaded loaded, TestFunctions.Trains trains, Facts facts) {
    this.problems = problems;
    this.facts = facts;
    this.loaded = loaded;
    this.tensors = new Tensors(problems);
    this.calls = new Calls(this);
    this.operations = new OperationCalls(this);
    this.nets = new NetCalls(this);
    this.settings = new SettingCalls(this);
    this.tests = new TestFunctions(this, trains);
    tensors.tests(tests);
  }

  Term evaluate(Expression e, Context c) {
    Term term = termOf(e, c);
    facts.means(e.span(), term, c);
    return term;
  }

  private Term termOf(Expression e, Context c) {
    if (tooLarge || ++evaluated > MOST_EXPRESSIONS || c.builder().isFull()) {
      unfolded(e.span(), c);
      return Term.BROKEN;
    } else if (e instanceof Expression.NumberLiteral number) {
      return new Term.Number(number.value());
    } else if (e instanceof Expression.StringLiteral text) {
      return new Term.Text(text.value());
    } else if (e instanceof Expression.BooleanLiteral truth) {
      return new Term.Truth(truth.value());
    } else if (e instanceof Expression.ListLiteral list) {
      return items(list, c);
    } else if (e instanceof Expression.NameReference name) {
      return reference(name, c);
    } else if (e instanceof Expression.Member member) {
      return new Members(this).of(evaluate(member.target(), c), member, c);
    } else if (e instanceof Expression.Index index) {
      return new Indexing(this).of(index, c);
    } else if (e instanceof Expression.Call call) {
      return calls.call(call, Optional.empty(), c);
    } else if (e instanceof Expression.Unary || e instanceof Expression.Binary) {
      return operations.operator(e, c);
    } else if (e instanceof Expression.Range range) {
      return range(range, c);
    } else if (e instanceof Expression.Pipe pipe) {
      return pipe(pipe.stages(), c);
    } else if (e instanceof Expression.Conditional conditional) {
      return conditional(conditional, Optional.empty(), c);
    }
    return repeat((Expression.Repeat) e, Optional.empty(), c);
  }

  /** Reported once for a program; what is left of it is not looked at any more. */
  private void unfolded(Span span, Context c) {
    if (tooLarge) {
      problems.silently();
      return;
    }
    tooLarge = true;
    problems.add(
        Diagnostic.of(
                Code.TOO_LARGE,
                span,
                c.builder().isFull()
                    ? BoundCall.TOO_MANY_VALUES
                    : "this program is too large when its nets are unfolded")
            .note("what is in a net or a repeat counts for each of its copies"));
  }

  private Term items(Expression.ListLiteral list, Context c) {
    List<Term> items = new ArrayList<>();
    list.items().forEach(item -> items.add(evaluate(item, c)));
    return items.contains(Term.BROKEN) ? Term.BROKEN : list(items, list.span());
  }

  /** A list; one that is too large is reported, since lists of lists grow quickly. */
  Term list(List<Term> items, Span span) {
    Term.Items list = Term.Items.of(items);
    if (list.size() <= Tensors.MOST_NUMBERS) {
      return list;
    }
    problems.add(
        Diagnostic.of(Code.TOO_LARGE, span, "this list has too many numbers")
            .note("a list has at most %,d".formatted(Tensors.MOST_NUMBERS)));
    return Term.BROKEN;
  }

  private Term range(Expression.Range range, Context c) {
    Optional<Integer> first = integer(range.first(), c);
    Optional<Integer> last = integer(range.last(), c);
    if (first.isEmpty() || last.isEmpty()) {
      return Term.BROKEN;
    }
    if (first.get() > last.get()) {
      problems.add(
          Code.BAD_RANGE,
          range.span(),
          "the range %d..%d is empty".formatted(first.get(), last.get()));
      return Term.BROKEN;
    }
    return new Term.Range(first.get(), last.get());
  }

  // ------------------------------------------------------------ names

  private Term reference(Expression.NameReference name, Context c) {
    Optional<Term> bound = c.scope().find(name.name());
    if (bound.isPresent()) {
      c.scope().place(name.name()).ifPresent(place -> facts.uses(name.span(), place));
      return bound.get();
    }
    var operation = Catalogue.find(name.name());
    if (operation.isPresent() && !SettingCalls.isInitializer(name.name())) {
      var place = c.instance();
      return place.at(name, () -> operations.layer(operation.get(), List.of(), name.span(), c));
    }
    Optional<Term> setting = settings.find(name, c);
    if (setting.isPresent()) {
      return setting.get();
    }
    if (c.inTest() && TestFunctions.NAMES.contains(name.name())) {
      return new Term.Function(name.name());
    }
    if (Catalogue.words().contains(name.name())) {
      return new Term.Word(name.name());
    }
    unknownName(name.name(), name.span(), c);
    return Term.BROKEN;
  }

  void unknownName(String name, Span span, Context c) {
    // What a broken declaration or a missing file would have declared is no further error.
    if (loaded.incomplete() || loaded.broken().contains(name)) {
      problems.silently();
      return;
    }
    Set<String> known = new TreeSet<>(c.scope().names());
    known.addAll(Catalogue.names());
    known.addAll(settings.names());
    known.addAll(Catalogue.words());
    known.add(Calls.REFUSAL);
    problems.add(
        Diagnostic.of(Code.UNKNOWN_NAME, span, "nothing here is called '%s'".formatted(name))
            .suggest(Suggestion.nearest(name, known)));
  }

  // ------------------------------------------------------------ data flow

  /** What flows into a stage, and where it was written. */
  record Flow(Term term, Span span) {}

  private Term pipe(List<Expression> stages, Context c) {
    Term first = evaluate(stages.get(0), c);
    if (first instanceof Term.Net net) {
      first = nets.layer(net.declaration(), List.of(), stages.get(0), c);
    }
    boolean composes = first instanceof Layer;
    List<Term> chain = new ArrayList<>(List.of(first));
    Term value = first;
    Span span = stages.get(0).span();
    for (Expression stage : stages.subList(1, stages.size())) {
      if (composes) {
        chain.add(stageLayer(stage, c));
      } else {
        value =
            value == Term.BROKEN ? brokenStage(stage, c) : stage(stage, new Flow(value, span), c);
      }
      span = span.to(stage.span());
    }
    if (!composes) {
      return value;
    }
    return chain.contains(Term.BROKEN) ? Term.BROKEN : new Layer.Chain(chain);
  }

  /** After a broken stage the others are looked at as layers, for errors of their own. */
  private Term brokenStage(Expression stage, Context c) {
    if (stage instanceof Expression.NameReference name) {
      reference(name, c);
    }
    return Term.BROKEN;
  }

  private Term stageLayer(Expression stage, Context c) {
    Term term = evaluate(stage, c);
    if (term instanceof Term.Net net) {
      return nets.layer(net.declaration(), List.of(), stage, c);
    }
    if (term instanceof Layer || term == Term.BROKEN) {
      return term;
    }
    notALayer(term, stage.span());
    return Term.BROKEN;
  }

  private void notALayer(Term term, Span span) {
    problems.add(
        Diagnostic.of(Code.TYPE_MISMATCH, span, "%s is no layer".formatted(term.kind()))
            .note("on the right of -> stand layers, nets and functions"));
  }

  private Term stage(Expression stage, Flow flow, Context c) {
    Term term = flowOf(stage, flow, c);
    facts.flows(stage.span(), term, c);
    return term;
  }

  private Term flowOf(Expression stage, Flow flow, Context c) {
    if (stage instanceof Expression.Call call) {
      return calls.call(call, Optional.of(flow), c);
    } else if (stage instanceof Expression.Conditional conditional) {
      return conditional(conditional, Optional.of(flow), c);
    } else if (stage instanceof Expression.Repeat repeat) {
      return repeat(repeat, Optional.of(flow), c);
    } else if (stage instanceof Expression.Pipe pipe) {
      Flow value = flow;
      for (Expression inner : pipe.stages()) {
        Term next = stage(inner, value, c);
        if (next == Term.BROKEN) {
          return next;
        }
        value = new Flow(next, inner.span());
      }
      return value.term();
    }
    Term layer = stageLayer(stage, c);
    return layer == Term.BROKEN ? layer : apply((Layer) layer, flow, stage.span(), c);
  }

  /** Sends a tensor through a layer. */
  Term apply(Layer layer, Flow flow, Span span, Context c) {
    if (layer instanceof Layer.Applied applied) {
      return operations.apply(applied, flow, span, c);
    } else if (layer instanceof Layer.OfNet net) {
      return nets.apply(net, Optional.of(flow), List.of(), span, c);
    }
    Flow value = flow;
    for (Term stage : ((Layer.Chain) layer).stages()) {
      Term next = apply((Layer) stage, value, span, c);
      if (next == Term.BROKEN) {
        return next;
      }
      value = new Flow(next, span);
    }
    return value.term();
  }

  // ------------------------------------------------------------ choices and copies

  private Term conditional(Expression.Conditional e, Optional<Flow> flow, Context c) {
    Term condition = evaluate(e.condition(), c);
    Optional<Boolean> truth = truth(condition);
    if (truth.isEmpty()) {
      if (condition != Term.BROKEN) {
        problems.add(
            Diagnostic.of(
                    Code.TYPE_MISMATCH,
                    e.condition().span(),
                    "`if` needs a condition that is known before the net runs, but this is "
                        + condition.kind())
                .help("to choose for each element write where(condition, a, b)"));
      }
      return Term.BROKEN;
    }
    Expression chosen = truth.get() ? e.yes() : e.no();
    return flow.isPresent() ? stage(chosen, flow.get(), c) : evaluate(chosen, c);
  }

  static Optional<Boolean> truth(Term term) {
    if (term instanceof Term.Truth t) {
      return Optional.of(t.value());
    } else if (term instanceof Term.Number n) {
      return Optional.of(n.value() != 0);
    }
    return Optional.empty();
  }

  private Term repeat(Expression.Repeat repeat, Optional<Flow> flow, Context c) {
    Optional<Integer> count = integer(repeat.count(), c);
    if (count.isEmpty()) {
      return Term.BROKEN;
    }
    if (count.get() < 0 || count.get() > MOST_REPEATS) {
      problems.add(
          Code.BAD_RANGE,
          repeat.count().span(),
          "the count of a repeat is %d; it can be 0 to %d".formatted(count.get(), MOST_REPEATS));
      return Term.BROKEN;
    }
    if (flow.isEmpty()) {
      List<Term> copies = new ArrayList<>();
      for (int i = 0; i < count.get(); i++) {
        copies.add(stageLayer(repeat.body(), c));
      }
      return copies.contains(Term.BROKEN) ? Term.BROKEN : new Layer.Chain(copies);
    }
    Flow value = flow.get();
    for (int i = 0; i < count.get(); i++) {
      Term next = stage(repeat.body(), value, c);
      if (next == Term.BROKEN) {
        return next;
      }
      value = new Flow(next, repeat.span());
    }
    return value.term();
  }

  // ------------------------------------------------------------ plain values

  /** A whole number; anything else is reported. */
  Optional<Integer> integer(Expression e, Context c) {
    return integer(evaluate(e, c), e.span());
  }

  Optional<Integer> integer(Term term, Span span) {
    if (term == Term.BROKEN) {
      return Optional.empty();
    }
    boolean whole =
        term instanceof Term.Number n
            && n.value() == Math.rint(n.value())
            && Math.abs(n.value()) <= Integer.MAX_VALUE;
    if (term instanceof Term.Number n && Math.abs(n.value()) > Integer.MAX_VALUE) {
      problems.add(
          Diagnostic.of(Code.BAD_RANGE, span, "the number %s is too large".formatted(n.shown()))
              .note("whole numbers go up to 2,147,483,647 here"));
      return Optional.empty();
    } else if (!whole) {
      problems.add(Code.TYPE_MISMATCH, span, "a whole number is needed here, not " + term.kind());
      return Optional.empty();
    }
    return Optional.of((int) ((Term.Number) term).value());
  }

  /** A number; anything else is reported. */
  Optional<Double> number(Expression e, Context c) {
    Term term = evaluate(e, c);
    if (term instanceof Term.Number n) {
      return Optional.of(n.value());
    }
    if (term != Term.BROKEN) {
      problems.add(Code.TYPE_MISMATCH, e.span(), "a number is needed here, not " + term.kind());
    }
    return Optional.empty();
  }

  /** Binds a name of a scope, which may be bound once. */
  void bind(Scope scope, Identifier name, Term term) {
    Optional<Scope.Entry> before = scope.own(name.text());
    if (before.isPresent()) {
      problems.add(
          Diagnostic.of(Code.DUPLICATE_NAME, name.span(), "'%s' is bound already".formatted(name))
              .label(before.get().span(), "first here")
              .help("give one of them another name"));
      return;
    }
    scope.bind(name.text(), term, name.span());
  }
}
