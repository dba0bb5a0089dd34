package dev.netc.compiler.check;

import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.source.Span;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the checker found out about places of a program, for those who show it: editors. A net that
 * is checked for several uses is described as in the first.
 */
public final class Facts {

  /**
   * What an expression means.
   *
   * @param words as a message would say it
   * @param value of a tensor
   * @param parameters numbers that the network learns up to here, counted from its beginning
   */
  public record Meaning(String words, Optional<Value> value, long parameters) {
    /** The type of a tensor. */
    public Optional<ValueType> type() {
      return value.map(Value::type);
    }
  }

  private record Member(String net, String name) {}

  private final boolean isWanted;
  private final Map<Span, Meaning> meanings = new HashMap<>();
  private final Map<Span, Meaning> stages = new HashMap<>();
  private final Map<Span, Span> uses = new HashMap<>();
  private final Map<Span, Member> members = new HashMap<>();
  private final Map<Member, Span> places = new HashMap<>();

  Facts(boolean isWanted) {
    this.isWanted = isWanted;
  }

  // ------------------------------------------------------------ collected while checking

  /** What an expression means. */
  void means(Span expression, Term term, Context c) {
    if (isWanted && term != Term.BROKEN) {
      meanings.putIfAbsent(expression, meaning(term, c));
    }
  }

  /** What flows out of a stage. */
  void flows(Span stage, Term term, Context c) {
    if (isWanted && term != Term.BROKEN) {
      stages.putIfAbsent(stage, meaning(term, c));
    }
  }

  /** That a name stands for what was bound elsewhere. */
  void uses(Span name, Span binding) {
    if (isWanted) {
      uses.putIfAbsent(name, binding);
    }
  }

  /** That a name stands for a value of a net. */
  void usesMember(Span name, String net, String member) {
    if (isWanted) {
      members.putIfAbsent(name, new Member(net, member));
    }
  }

  /** Where a net binds its values. */
  void binds(String net, Scope scope) {
    if (isWanted) {
      scope.entries().forEach((n, e) -> places.putIfAbsent(new Member(net, n), e.span()));
    }
  }

  private static Meaning meaning(Term term, Context c) {
    Optional<Value> value = Optional.empty();
    if (term instanceof Term.Tensor tensor) {
      value = Optional.of(tensor.value());
    } else if (term instanceof Term.Result result) {
      value = result.main();
    }
    return new Meaning(term.kind(), value, c.builder().parameterCount());
  }

  // ------------------------------------------------------------ read afterwards

  /** What the expression at a place means, if it was reached. */
  public Optional<Meaning> meaning(Span expression) {
    return Optional.ofNullable(meanings.get(expression));
  }

  /** What flows out of each stage of each pipe. */
  public Map<Span, Meaning> flows() {
    return Collections.unmodifiableMap(stages);
  }

  /** Where what a name stands for was bound. */
  public Optional<Span> binding(Span name) {
    return Optional.ofNullable(uses.get(name))
        .or(() -> Optional.ofNullable(members.get(name)).map(places::get));
  }

  /** All names that stand for something bound in the program, and where that was bound. */
  public Map<Span, Span> bindings() {
    Map<Span, Span> all = new HashMap<>(uses);
    members.forEach(
        (name, member) ->
            Optional.ofNullable(places.get(member)).ifPresent(place -> all.put(name, place)));
    return all;
  }
}
