package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Precision;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.optimizer.Optimizer;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.op.optimizer.Optimizers;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.Identifier;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The settings of a training: ranges, defaults, and which go together. */
final class TrainSettings {
  static final List<String> SPLITS = List.of("train", "validation", "test");

  private final Evaluator evaluator;
  private final Problems problems;
  private final TestFunctions.Trains trains;
  private final Declaration.Train train;
  private final Context c;

  TrainSettings(
      Evaluator evaluator, TestFunctions.Trains trains, Declaration.Train train, Context c) {
    this.trains = trains;
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.train = train;
    this.c = c;
  }

  static Optional<TrainStatement.Setting> setting(Declaration.Train train, Keyword keyword) {
    return train.statements().stream()
        .filter(TrainStatement.Setting.class::isInstance)
        .map(TrainStatement.Setting.class::cast)
        .filter(s -> s.keyword() == keyword)
        .findFirst();
  }

  private <T extends TrainStatement> List<T> all(Class<T> kind) {
    return train.statements().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private <T extends TrainStatement> Optional<T> one(Class<T> kind) {
    return all(kind).stream().findFirst();
  }

  /** The optimiser with its settings, which keeps averages of the weights if that is asked for. */
  Optional<OptimizerSpec> optimizer() {
    OptionalDouble average = number(Keyword.AVERAGE_WEIGHTS);
    return declaredOptimizer().map(spec -> spec.averaging(average));
  }

  private Optional<OptimizerSpec> declaredOptimizer() {
    Optional<TrainStatement.Setting> setting = setting(train, Keyword.OPTIMIZER);
    if (setting.isEmpty()) {
      return Optional.of(defaultOptimizer());
    }
    Term term = evaluator.evaluate(setting.get().value(), c);
    if (term instanceof Term.Optimizer optimizer) {
      return Optional.of(optimizer.spec());
    }
    if (term != Term.BROKEN) {
      problems.add(
          Diagnostic.of(
                  Code.TYPE_MISMATCH,
                  setting.get().value().span(),
                  "an optimiser is needed here, not " + term.kind())
              .note(
                  "optimisers are "
                      + String.join(
                          ", ", Optimizers.all().stream().map(Optimizer::name).toList())));
    }
    return Optional.empty();
  }

  private static OptimizerSpec defaultOptimizer() {
    Map<String, Double> settings = new HashMap<>();
    Optimizers.find("adam")
        .orElseThrow()
        .settings()
        .forEach(s -> settings.put(s.name(), s.value()));
    return new OptimizerSpec("adam", settings);
  }

  /**
   * All settings but the optimiser.
   *
   * @param metrics the names of what the train reports
   */
  Optional<TrainSpec.Settings> check(Optional<DataSpec> data, List<String> metrics) {
    int before = problems.errors();
    duplicates();
    OptionalInt epochs = integer(Keyword.EPOCHS);
    OptionalInt steps = integer(Keyword.STEPS);
    length(epochs, steps, data);
    OptionalDouble numeric = numericStep();
    Precision precision = numeric.isPresent() ? Precision.FLOAT64 : precision();
    TrainSpec.Settings settings =
        new TrainSpec.Settings(
            integer(Keyword.BATCH).orElse(data.isPresent() ? 32 : 1),
            epochs,
            steps,
            (long) number(Keyword.SEED).orElse(0),
            integer(Keyword.ENSEMBLE).orElse(1),
            one(TrainStatement.SampleWithReplacement.class).isPresent(),
            number(Keyword.WEIGHT_DECAY).orElse(0),
            number(Keyword.L1_DECAY).orElse(0),
            number(Keyword.MAX_NORM),
            number(Keyword.CLIP_GRADIENTS),
            validation(data),
            schedule(),
            new StopConditions(evaluator, c)
                .check(all(TrainStatement.StopWhen.class), metrics, data, this::checkSplit),
            one(TrainStatement.StartFrom.class)
                .flatMap(new StartingPoint(evaluator, trains, train, c)::check),
            one(TrainStatement.Checkpoint.class).flatMap(s -> cadence(s.cadence())),
            numeric,
            precision);
    return problems.errors() > before ? Optional.empty() : Optional.of(settings);
  }

  private void duplicates() {
    Map<String, Span> seen = new HashMap<>();
    for (TrainStatement s : train.statements()) {
      Optional<SettingCatalogue.Entry> kind = SettingCatalogue.of(s).filter(e -> !e.repeats());
      Span first = kind.map(k -> seen.putIfAbsent(k.name(), s.span())).orElse(null);
      if (first != null) {
        problems.add(
            Diagnostic.of(
                    Code.DUPLICATE_SETTING,
                    s.span(),
                    "'%s' is set twice".formatted(kind.get().name()))
                .label(first, "first here"));
      }
    }
  }

  private void length(OptionalInt epochs, OptionalInt steps, Optional<DataSpec> data) {
    if (epochs.isPresent() && steps.isPresent()) {
      problems.add(
          Diagnostic.of(
                  Code.DUPLICATE_SETTING,
                  setting(train, Keyword.STEPS).get().span(),
                  "a train has `epochs` or `steps`, not both")
              .label(setting(train, Keyword.EPOCHS).get().span(), "and here"));
    } else if (epochs.isPresent() && data.isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Code.MISSING_SETTING,
                  setting(train, Keyword.EPOCHS).get().span(),
                  "an epoch is a pass over data, but there is none")
              .help("say how many steps: steps 100"));
    } else if (epochs.isEmpty()
        && steps.isEmpty()
        && setting(train, Keyword.EPOCHS).isEmpty()
        && setting(train, Keyword.STEPS).isEmpty()
        && all(TrainStatement.Unknown.class).isEmpty()) { // which may be one of them, misspelt
      problems.add(
          Diagnostic.of(
                  Code.MISSING_SETTING,
                  train.name().span(),
                  "the train %s does not say how long".formatted(train.name()))
              .help(data.isPresent() ? "add a line  epochs 10" : "add a line  steps 100"));
    }
  }

  private OptionalInt integer(Keyword keyword) {
    Optional<TrainStatement.Setting> setting = setting(train, keyword);
    return setting
        .flatMap(s -> evaluator.integer(s.value(), c))
        .filter(value -> isInRange(keyword, value))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private OptionalDouble number(Keyword keyword) {
    Optional<TrainStatement.Setting> setting = setting(train, keyword);
    return setting
        .flatMap(s -> evaluator.number(s.value(), c))
        .filter(value -> isInRange(keyword, value))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private boolean isInRange(Keyword keyword, double value) {
    Setting.Range range = SettingCatalogue.of(keyword).range().orElseThrow();
    if (!range.contains(value)) {
      Span span = setting(train, keyword).orElseThrow().value().span();
      range(span, keyword.text(), range.text(), value);
      return false;
    }
    return true;
  }

  private void range(Span span, String what, String range, double value) {
    problems.add(
        Code.BAD_RANGE,
        span,
        "'%s' is %s, not %s".formatted(what, range, new Term.Number(value).shown()));
  }

  private Optional<TrainSpec.Cadence> cadence(TrainStatement.Cadence cadence) {
    if (cadence.count().isEmpty()) {
      return Optional.of(new TrainSpec.Cadence(1, cadence.epochs()));
    }
    Optional<Integer> count = evaluator.integer(cadence.count().get(), c);
    if (count.isPresent() && count.get() < 1) {
      range(cadence.count().get().span(), "every", Setting.Range.COUNT.text(), count.get());
      return Optional.empty();
    }
    return count.map(n -> new TrainSpec.Cadence(n, cadence.epochs()));
  }

  private Optional<TrainSpec.Validation> validation(Optional<DataSpec> data) {
    Optional<TrainStatement.Validate> validate = one(TrainStatement.Validate.class);
    if (validate.isEmpty()) {
      return Optional.empty();
    }
    if (data.isEmpty()) {
      problems.add(Code.MISSING_SETTING, validate.get().span(), "there is no data to validate on");
      return Optional.empty();
    }
    validate.get().split().ifPresent(s -> checkSplit(s.text(), s.span(), data.get()));
    Optional<TrainSpec.Cadence> cadence =
        validate.get().cadence().isPresent()
            ? cadence(validate.get().cadence().get())
            : Optional.of(new TrainSpec.Cadence(1, true));
    return cadence.map(k -> new TrainSpec.Validation(validate.get().split().map(s -> s.text()), k));
  }

  private void checkSplit(String split, Span span, DataSpec data) {
    if (!SPLITS.contains(split)) {
      problems.unknown(Code.UNKNOWN_NAME, span, "split", split, SPLITS);
    } else if (data.schema().isPresent() && !data.schema().get().splits().contains(split)) {
      problems.add(
          Diagnostic.of(
                  Code.SPLIT_MISSING,
                  span,
                  "the data %s has no %s split".formatted(data.name(), split))
              .note("it has " + String.join(", ", data.schema().get().splits()))
              .help(
                  "make one:  %s -> split(%s = 0.2)"
                      .formatted(data.name(), split.equals("train") ? "test" : split)));
    }
  }

  private Optional<ScheduleSpec> schedule() {
    Optional<TrainStatement.Setting> setting = setting(train, Keyword.SCHEDULE);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Expression e = setting.get().value();
    Term term = evaluator.settings.scheduleCall(e, c);
    if (term instanceof Term.Schedule schedule) {
      return Optional.of(schedule.spec());
    }
    if (term != Term.BROKEN) {
      problems.add(
          Diagnostic.of(
                  Code.TYPE_MISMATCH, e.span(), "a schedule is needed here, not " + term.kind())
              .note("schedules are " + String.join(", ", ScheduleCatalogue.names())));
    }
    return Optional.empty();
  }

  private Precision precision() {
    Optional<TrainStatement.Precision> set = one(TrainStatement.Precision.class);
    Optional<Precision> precision = set.flatMap(p -> Precision.named(p.name().text()));
    if (set.isPresent() && precision.isEmpty()) {
      Identifier name = set.get().name();
      problems.unknown(Code.UNKNOWN_NAME, name.span(), "precision", name.text(), Precision.words());
    }
    return precision.orElse(Precision.FLOAT32);
  }

  private OptionalDouble numericStep() {
    Optional<TrainStatement.NumericGradients> numeric = one(TrainStatement.NumericGradients.class);
    if (numeric.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Argument> arguments = evaluator.calls.arguments(numeric.get().arguments(), c);
    return evaluator
        .settings
        .settings(
            "numeric",
            List.of(new Setting("h", 1e-4, Setting.Range.POSITIVE, "of central differences")),
            arguments,
            numeric.get().span())
        .map(s -> OptionalDouble.of(s.get("h")))
        .orElse(OptionalDouble.empty());
  }

  /** Which parameters learn how fast. */
  LearningRates rates() {
    return new LearningRates(evaluator, train, c);
  }
}
