package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.InitializerCatalogue;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.op.optimizer.Optimizers;
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

  private final Evaluator evaluator;
  private final Problems problems;

  SettingCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  /** Whether a name is an initialiser, which wins over an operation of the same name. */
  static boolean isInitializer(String name) {
    return DISTRIBUTIONS.contains(name) || InitializerCatalogue.find(name).isPresent();
  }

  boolean isSetting(String name) {
    return isInitializer(name) || isOptimizer(name) || ScheduleCatalogue.isOnlySchedule(name);
  }

  private static boolean isOptimizer(String name) {
    return Optimizers.find(name).isPresent();
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>(DISTRIBUTIONS);
    InitializerCatalogue.all().forEach(entry -> names.add(entry.name()));
    Optimizers.all().forEach(optimizer -> names.add(optimizer.name()));
    names.addAll(ScheduleCatalogue.names());
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
    }
    Optional<InitializerCatalogue.Entry> initializer = InitializerCatalogue.find(name);
    if (initializer.isPresent()) {
      return settings(name, initializer.get().settings(), arguments, span)
          .<Term>map(s -> new Term.Initializer(initializer.get().make().apply(s)))
          .orElse(Term.BROKEN);
    } else if (isOptimizer(name)) {
      return settings(name, Optimizers.find(name).get().settings(), arguments, span)
          .<Term>map(s -> new Term.Optimizer(new OptimizerSpec(name, s)))
          .orElse(Term.BROKEN);
    }
    return schedule(name, arguments, span);
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
    return settings(name, ScheduleCatalogue.find(name).orElseThrow().settings(), numbers, span)
        .<Term>map(s -> new Term.Schedule(new ScheduleSpec(name, s, follows)))
        .orElse(Term.BROKEN);
  }

  /** A schedule where one is wanted: {@code step(every = 10)} is the layer `step` elsewhere. */
  Term scheduleCall(Expression e, Context c) {
    if (e instanceof Expression.Call call
        && call.target() instanceof Expression.NameReference name
        && ScheduleCatalogue.find(name.name()).isPresent()) {
      List<Argument> arguments = new ArrayList<>();
      for (Expression.Argument a : call.arguments()) {
        arguments.add(new Argument(a.name(), scheduleCall(a.value(), c), a.value().span()));
      }
      return arguments.stream().anyMatch(a -> a.value() == Term.BROKEN)
          ? Term.BROKEN
          : schedule(name.name(), arguments, call.span());
    }
    return e instanceof Expression.NameReference name
            && ScheduleCatalogue.find(name.name()).isPresent()
            && c.scope().find(name.name()).isEmpty()
        ? schedule(name.name(), List.of(), name.span())
        : evaluator.evaluate(e, c);
  }

  /** Numbers by name, defaults filled in, ranges checked. */
  Optional<Map<String, Double>> settings(
      String owner, List<Setting> known, List<Argument> arguments, Span span) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<String> names = known.stream().map(Setting::name).toList();
    int position = 0;
    for (Argument a : arguments) {
      boolean named = a.name().isPresent();
      String name =
          named ? a.name().get().text() : position < names.size() ? names.get(position++) : "";
      Optional<Setting> setting = known.stream().filter(s -> s.name().equals(name)).findFirst();
      if (setting.isEmpty()) {
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
      if (!setting.get().range().contains(n.value())) {
        problems.add(
            Diagnostic.of(
                    Code.BAD_RANGE,
                    a.span(),
                    "'%s' of %s cannot be %s".formatted(name, owner, n.shown()))
                .note("it is " + setting.get().range().text()));
        return Optional.empty();
      }
      if (values.put(name, n.value()) != null) {
        problems.add(Code.DUPLICATE_ARGUMENT, a.span(), "'%s' is given twice".formatted(name));
        return Optional.empty();
      }
    }
    for (Setting setting : known) {
      if (setting.isRequired() && !values.containsKey(setting.name())) {
        problems.add(
            Diagnostic.of(
                    Code.MISSING_ARGUMENT, span, "%s needs '%s'".formatted(owner, setting.name()))
                .note("it is " + setting.documentation()));
        return Optional.empty();
      }
      values.putIfAbsent(setting.name(), setting.value());
    }
    return Optional.of(values);
  }

  private static Diagnostic unknown(String owner, Argument a, String name, List<String> names) {
    if (a.name().isEmpty()) {
      String takes = names.isEmpty() ? "no arguments" : "only " + String.join(", ", names);
      return Diagnostic.of(Code.TOO_MANY_ARGUMENTS, a.span(), "%s takes %s".formatted(owner, takes))
          .build();
    }
    return Diagnostic.of(
            Code.UNKNOWN_ARGUMENT,
            a.name().get().span(),
            "%s has no argument '%s'".formatted(owner, name))
        .suggest(Suggestion.nearest(name, names))
        .note(names.isEmpty() ? "it takes none" : "it takes " + String.join(", ", names))
        .build();
  }
}
