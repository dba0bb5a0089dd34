package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Optimisers, initialisers and schedules, which are written like calls of functions. */
final class SettingCalls {
  /** Names that are both initialisers and random tensors. */
  private static final Set<String> DISTRIBUTIONS = Set.of("normal", "uniform");

  private static final Map<String, InitializerSpec> INITIALIZERS =
      Map.of(
          "auto", new InitializerSpec.Auto(),
          "zeros", new InitializerSpec.Zeros(),
          "ones", new InitializerSpec.Ones(),
          "xavier", new InitializerSpec.Xavier(),
          "xavier_fan_in", new InitializerSpec.XavierFanIn(),
          "he", new InitializerSpec.He());

  private final Evaluator evaluator;
  private final Problems problems;

  SettingCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  /** Whether a name is an initialiser, which wins over an operation of the same name. */
  static boolean isInitializer(String name) {
    return DISTRIBUTIONS.contains(name)
        || INITIALIZERS.containsKey(name)
        || name.equals("constant");
  }

  boolean isSetting(String name) {
    return isInitializer(name) || SettingTables.isKnown(name);
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>(INITIALIZERS.keySet());
    names.addAll(DISTRIBUTIONS);
    names.add("constant");
    names.addAll(SettingTables.names());
    return names;
  }

  /** A setting by its bare name: {@code he}, {@code adam}. */
  Optional<Term> find(Expression.NameReference name, Context c) {
    if (!isSetting(name.name())) {
      return Optional.empty();
    }
    return Optional.of(call(name.name(), List.of(), name.span()));
  }

  Term call(String name, Expression.Call call, List<Argument> arguments, Context c) {
    return call(name, arguments, call.span());
  }

  private Term call(String name, List<Argument> arguments, Span span) {
    if (DISTRIBUTIONS.contains(name)) {
      return new Term.Distribution(name, arguments);
    } else if (name.equals("constant")) {
      return constant(arguments, span);
    } else if (INITIALIZERS.containsKey(name)) {
      return initializer(name, arguments);
    } else if (SettingTables.OPTIMIZERS.containsKey(name)) {
      return settings(name, SettingTables.OPTIMIZERS.get(name), arguments, span)
          .<Term>map(s -> new Term.Optimizer(new OptimizerSpec(name, s)))
          .orElse(Term.BROKEN);
    }
    return schedule(name, arguments, span);
  }

  private Term constant(List<Argument> arguments, Span span) {
    if (arguments.size() == 1 && arguments.get(0).value() instanceof Term.Number n) {
      return new Term.Initializer(new InitializerSpec.Constant(n.value()));
    }
    problems.add(
        Diagnostic.of(Code.MISSING_ARGUMENT, span, "constant needs one number")
            .help("write constant(0.1)"));
    return Term.BROKEN;
  }

  private Term initializer(String name, List<Argument> arguments) {
    if (!arguments.isEmpty()) {
      problems.add(
          Code.TOO_MANY_ARGUMENTS,
          arguments.get(0).span(),
          "%s takes no arguments".formatted(name));
      return Term.BROKEN;
    }
    return new Term.Initializer(INITIALIZERS.get(name));
  }

  private Term schedule(String name, List<Argument> arguments, Span span) {
    List<Argument> numbers = new ArrayList<>(arguments);
    Optional<ScheduleSpec> next = Optional.empty();
    if (name.equals("warmup") && !numbers.isEmpty()) {
      Term last = numbers.get(numbers.size() - 1).value();
      if (last instanceof Term.Schedule schedule) {
        next = Optional.of(schedule.spec());
        numbers.remove(numbers.size() - 1);
      }
    }
    Optional<ScheduleSpec> follows = next;
    return settings(name, SettingTables.SCHEDULES.get(name), numbers, span)
        .<Term>map(s -> new Term.Schedule(new ScheduleSpec(name, s, follows)))
        .orElse(Term.BROKEN);
  }

  /** A schedule where one is wanted: {@code step(every = 10)} is the layer `step` elsewhere. */
  Term scheduleCall(Expression e, Context c) {
    if (e instanceof Expression.Call call
        && call.target() instanceof Expression.NameReference name
        && SettingTables.SCHEDULES.containsKey(name.name())) {
      List<Argument> arguments = new ArrayList<>();
      for (Expression.Argument a : call.arguments()) {
        arguments.add(new Argument(a.name(), scheduleCall(a.value(), c), a.value().span()));
      }
      return arguments.stream().anyMatch(a -> a.value() == Term.BROKEN)
          ? Term.BROKEN
          : schedule(name.name(), arguments, call.span());
    }
    return evaluator.evaluate(e, c);
  }

  /** Numbers by name, defaults filled in, ranges checked. */
  Optional<Map<String, Double>> settings(
      String owner, Map<String, SettingTables.Setting> known, List<Argument> arguments, Span span) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(known.keySet());
    int position = 0;
    for (Argument a : arguments) {
      boolean named = a.name().isPresent();
      String name =
          named ? a.name().get().text() : position < names.size() ? names.get(position++) : "";
      SettingTables.Setting setting = known.get(name);
      if (setting == null) {
        problems.add(unknown(owner, a, name, names));
        return Optional.empty();
      }
      if (!(a.value() instanceof Term.Number n)) {
        problems.add(
            Code.TYPE_MISMATCH,
            a.span(),
            "'%s' of %s is a number, not %s".formatted(name, owner, a.value().kind()));
        return Optional.empty();
      }
      if (!setting.accepts(n.value())) {
        problems.add(
            Diagnostic.of(
                    Code.BAD_RANGE,
                    a.span(),
                    "'%s' of %s cannot be %s".formatted(name, owner, n.shown()))
                .note("it is " + setting.words()));
        return Optional.empty();
      }
      if (values.put(name, n.value()) != null) {
        problems.add(Code.DUPLICATE_ARGUMENT, a.span(), "'%s' is given twice".formatted(name));
        return Optional.empty();
      }
    }
    for (var entry : known.entrySet()) {
      if (!values.containsKey(entry.getKey()) && entry.getValue().defaultValue().isEmpty()) {
        problems.add(Code.MISSING_ARGUMENT, span, "%s needs '%s'".formatted(owner, entry.getKey()));
        return Optional.empty();
      }
      entry.getValue().defaultValue().ifPresent(d -> values.putIfAbsent(entry.getKey(), d));
    }
    return Optional.of(values);
  }

  private static Diagnostic unknown(String owner, Argument a, String name, List<String> names) {
    if (a.name().isEmpty()) {
      return Diagnostic.of(
              Code.TOO_MANY_ARGUMENTS,
              a.span(),
              "%s takes only %s".formatted(owner, String.join(", ", names)))
          .build();
    }
    return Diagnostic.of(
            Code.UNKNOWN_ARGUMENT,
            a.name().get().span(),
            "%s has no argument '%s'".formatted(owner, name))
        .suggest(Suggestion.nearest(name, names))
        .note("it takes " + String.join(", ", names))
        .build();
  }
}
