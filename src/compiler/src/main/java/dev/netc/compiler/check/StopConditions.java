package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Identifier;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.StopCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks {@code stop when …}. */
final class StopConditions {
  private static final String LOSS = "loss";

  private final Evaluator evaluator;
  private final Problems problems;
  private final Context c;

  StopConditions(Evaluator evaluator, Context c) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.c = c;
  }

  /** Whether the data has a split; reported if not. */
  @FunctionalInterface
  interface SplitCheck {
    void check(String split, Span span, DataSpec data);
  }

  List<TrainSpec.StopRule> check(
      List<TrainStatement.StopWhen> stops,
      List<String> metrics,
      Optional<DataSpec> data,
      SplitCheck splits) {
    List<TrainSpec.StopRule> rules = new ArrayList<>();
    for (TrainStatement.StopWhen stop : stops) {
      Optional<Identifier> split =
          stop.subject().size() == 2 ? Optional.of(stop.subject().get(0)) : Optional.empty();
      // Validation is whatever split stands for it, so it is always there.
      split.filter(s -> !s.text().equals("validation")).ifPresent(s -> checkSplit(s, data, splits));
      Identifier quantity = stop.subject().get(stop.subject().size() - 1);
      Optional<Double> value = evaluator.number(stop.value(), c);
      if (isKnown(quantity, metrics) && value.isPresent() && isValid(stop, value.get())) {
        rules.add(
            new TrainSpec.StopRule(
                split.map(Identifier::text),
                quantity.text(),
                stop.condition().name(),
                value.get()));
      }
    }
    return rules;
  }

  private void checkSplit(Identifier split, Optional<DataSpec> data, SplitCheck splits) {
    if (!TrainSettings.SPLITS.contains(split.text())) {
      problems.unknown(
          Code.UNKNOWN_NAME, split.span(), "split", split.text(), TrainSettings.SPLITS);
    } else {
      data.ifPresent(d -> splits.check(split.text(), split.span(), d));
    }
  }

  private boolean isKnown(Identifier quantity, List<String> metrics) {
    List<String> known = new ArrayList<>(List.of(LOSS));
    known.addAll(metrics);
    if (known.contains(quantity.text())) {
      return true;
    }
    problems.add(
        Diagnostic.of(
                Code.UNKNOWN_NAME,
                quantity.span(),
                "the train reports no '%s'".formatted(quantity.text()))
            .note("it knows " + String.join(", ", known))
            .suggest(Suggestion.nearest(quantity.text(), known)));
    return false;
  }

  private boolean isValid(TrainStatement.StopWhen stop, double value) {
    boolean counts =
        stop.condition() == StopCondition.RISES || stop.condition() == StopCondition.FALLS;
    if (counts && !(value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
      problems.add(
          Code.BAD_RANGE,
          stop.value().span(),
          "it rises or falls a whole number of times, at least once");
      return false;
    }
    if (stop.condition() == StopCondition.EQUAL || stop.condition() == StopCondition.NOT_EQUAL) {
      problems.add(
          Diagnostic.of(
                  Code.BAD_RANGE,
                  stop.span(),
                  "a quantity hardly ever equals a number: training would not stop, or at once")
              .help("compare with < or >"));
      return false;
    }
    return true;
  }
}
