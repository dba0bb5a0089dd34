package dev.netc.compiler.syntax;

import dev.netc.compiler.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A statement in the body of a train: a setting, or a name bound for the settings. */
public sealed interface TrainStatement
    permits TrainStatement.Setting,
        TrainStatement.Network,
        TrainStatement.ReportMetrics,
        TrainStatement.Validate,
        TrainStatement.StopWhen,
        TrainStatement.Freeze,
        TrainStatement.Rate,
        TrainStatement.StartFrom,
        TrainStatement.Checkpoint,
        TrainStatement.SampleWithReplacement,
        TrainStatement.Precision,
        TrainStatement.NumericGradients,
        TrainStatement.StepBlock,
        TrainStatement.Unknown,
        Declaration.Binding {
  Span span();

  /** Settings that are one word and one expression. */
  enum Keyword {
    DATA,
    MINIMIZE,
    MAXIMIZE,
    OPTIMIZER,
    BATCH,
    EPOCHS,
    STEPS,
    SEED,
    ENSEMBLE,
    SCHEDULE,
    WEIGHT_DECAY,
    L1_DECAY,
    MAX_NORM,
    AVERAGE_WEIGHTS,
    CLIP_GRADIENTS;

    /** As it is written. */
    public String text() {
      return name()
          .toLowerCase(Locale.ROOT)
          .replace("clip_", "clip ")
          .replace("average_", "average ");
    }
  }

  /** {@code keyword value}. */
  record Setting(Span span, Keyword keyword, Expression value) implements TrainStatement {}

  /** {@code net expression}, or {@code net name = expression} where there are several. */
  record Network(Span span, Optional<Identifier> name, Expression value)
      implements TrainStatement {}

  record ReportMetrics(Span span, List<Expression> metrics) implements TrainStatement {}

  /** {@code validate on split every n epochs}. */
  record Validate(Span span, Optional<Identifier> split, Optional<Cadence> cadence)
      implements TrainStatement {}

  /**
   * {@code stop when validation loss rises 5 times} or {@code stop when loss < 0.01}.
   *
   * @param subject one or two names: a split (optional) and a quantity
   */
  record StopWhen(Span span, List<Identifier> subject, StopCondition condition, Expression value)
      implements TrainStatement {}

  /** How a stop rule compares. */
  enum StopCondition {
    RISES,
    FALLS,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    EQUAL,
    NOT_EQUAL
  }

  record Freeze(Span span, List<Path> paths) implements TrainStatement {}

  /** {@code learning_rate * factor for paths}. */
  record Rate(Span span, Expression factor, List<Path> paths) implements TrainStatement {}

  /**
   * {@code start from "file" except paths}, or from an earlier train.
   *
   * @param file empty where a train is named
   */
  record StartFrom(
      Span span,
      Optional<Expression.StringLiteral> file,
      Optional<Identifier> train,
      List<Path> except)
      implements TrainStatement {}

  record Checkpoint(Span span, Cadence cadence) implements TrainStatement {}

  record SampleWithReplacement(Span span) implements TrainStatement {}

  record Precision(Span span, Identifier name) implements TrainStatement {}

  record NumericGradients(Span span, List<Expression.Argument> arguments)
      implements TrainStatement {}

  /** {@code step Name { … }} of a train with several nets: understood, not run yet. */
  record StepBlock(Span span, Identifier name) implements TrainStatement {}

  /** A word that is no setting. */
  record Unknown(Span span, Identifier word) implements TrainStatement {}

  /** {@code every 10 epochs}, {@code every step}; a missing count is 1. */
  record Cadence(Span span, Optional<Expression> count, boolean epochs) {}

  /** A parameter or a group of parameters by name: {@code features.conv[0]}. */
  record Path(Span span, String text) {}
}
