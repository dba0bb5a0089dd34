package dev.netc.compiler.parse;

import dev.netc.compiler.parse.antlr.NetParser;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.Identifier;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import dev.netc.compiler.syntax.TrainStatement.StopCondition;
import java.util.List;
import java.util.Optional;

/** Copies the statements of a train into records. */
final class TrainBuilder {
  private final TokenText text;
  private final ExpressionBuilder expressions;

  TrainBuilder(TokenText text, ExpressionBuilder expressions) {
    this.text = text;
    this.expressions = expressions;
  }

  TrainStatement statement(NetParser.TrainStatementContext s) {
    Span span = text.span(s);
    if (s instanceof NetParser.NetSettingContext net) {
      Optional<Identifier> name = Optional.ofNullable(net.name()).map(this::identifier);
      return new TrainStatement.Network(span, name, expressions.expression(net.expression()));
    } else if (s instanceof NetParser.ReportSettingContext report) {
      return new TrainStatement.ReportMetrics(
          span, report.expression().stream().map(expressions::expression).toList());
    } else if (s instanceof NetParser.ValidateSettingContext validate) {
      return new TrainStatement.Validate(
          span,
          Optional.ofNullable(validate.name()).map(this::identifier),
          Optional.ofNullable(validate.cadence()).map(this::cadence));
    } else if (s instanceof NetParser.StopSettingContext stop) {
      return stop(span, stop.stopCondition());
    } else if (s instanceof NetParser.FreezeSettingContext freeze) {
      return new TrainStatement.Freeze(span, paths(freeze.path()));
    } else if (s instanceof NetParser.RateSettingContext rate) {
      return new TrainStatement.Rate(
          span, expressions.expression(rate.expression()), paths(rate.path()));
    } else if (s instanceof NetParser.StartSettingContext start) {
      return new TrainStatement.StartFrom(
          span,
          Optional.ofNullable(start.STRING()).map(file -> expressions.string(file.getSymbol())),
          Optional.ofNullable(start.name()).map(this::identifier),
          paths(start.path()));
    } else if (s instanceof NetParser.CheckpointSettingContext checkpoint) {
      return new TrainStatement.Checkpoint(span, cadence(checkpoint.cadence()));
    } else if (s instanceof NetParser.SampleSettingContext) {
      return new TrainStatement.SampleWithReplacement(span);
    } else if (s instanceof NetParser.PrecisionSettingContext precision) {
      return new TrainStatement.Precision(span, identifier(precision.name()));
    } else if (s instanceof NetParser.NumericSettingContext numeric) {
      return new TrainStatement.NumericGradients(span, expressions.arguments(numeric.arguments()));
    } else if (s instanceof NetParser.StepBlockContext step) {
      return new TrainStatement.StepBlock(span, identifier(step.name()));
    } else if (s instanceof NetParser.TrainBindingContext binding) {
      return new Declaration.Binding(
          span,
          identifier(binding.binding().name()),
          expressions.expression(binding.binding().expression()));
    } else if (s instanceof NetParser.UnknownSettingContext unknown) {
      Span word = text.span(unknown.getStart());
      return new TrainStatement.Unknown(span, new Identifier(word, word.text()));
    }
    return setting(span, s);
  }

  private TrainStatement setting(Span span, NetParser.TrainStatementContext s) {
    Keyword keyword;
    NetParser.ExpressionContext value;
    if (s instanceof NetParser.DataSettingContext c) {
      keyword = Keyword.DATA;
      value = c.expression();
    } else if (s instanceof NetParser.MinimizeSettingContext c) {
      keyword = Keyword.MINIMIZE;
      value = c.expression();
    } else if (s instanceof NetParser.MaximizeSettingContext c) {
      keyword = Keyword.MAXIMIZE;
      value = c.expression();
    } else if (s instanceof NetParser.OptimizerSettingContext c) {
      keyword = Keyword.OPTIMIZER;
      value = c.expression();
    } else if (s instanceof NetParser.BatchSettingContext c) {
      keyword = Keyword.BATCH;
      value = c.expression();
    } else if (s instanceof NetParser.EpochsSettingContext c) {
      keyword = Keyword.EPOCHS;
      value = c.expression();
    } else if (s instanceof NetParser.StepsSettingContext c) {
      keyword = Keyword.STEPS;
      value = c.expression();
    } else if (s instanceof NetParser.SeedSettingContext c) {
      keyword = Keyword.SEED;
      value = c.expression();
    } else if (s instanceof NetParser.EnsembleSettingContext c) {
      keyword = Keyword.ENSEMBLE;
      value = c.expression();
    } else if (s instanceof NetParser.ScheduleSettingContext c) {
      keyword = Keyword.SCHEDULE;
      value = c.expression();
    } else if (s instanceof NetParser.WeightDecaySettingContext c) {
      keyword = Keyword.WEIGHT_DECAY;
      value = c.expression();
    } else if (s instanceof NetParser.L1DecaySettingContext c) {
      keyword = Keyword.L1_DECAY;
      value = c.expression();
    } else if (s instanceof NetParser.MaxNormSettingContext c) {
      keyword = Keyword.MAX_NORM;
      value = c.expression();
    } else if (s instanceof NetParser.AverageSettingContext c) {
      keyword = Keyword.AVERAGE_WEIGHTS;
      value = c.expression();
    } else if (s instanceof NetParser.ClipSettingContext c) {
      keyword = Keyword.CLIP_GRADIENTS;
      value = c.expression();
    } else {
      throw new IllegalStateException("no record for " + s.getClass());
    }
    return new TrainStatement.Setting(span, keyword, expressions.expression(value));
  }

  private TrainStatement.Cadence cadence(NetParser.CadenceContext c) {
    Optional<Expression> count = Optional.ofNullable(c.expression()).map(expressions::expression);
    return new TrainStatement.Cadence(text.span(c), count, c.EPOCHS() != null || c.EPOCH() != null);
  }

  private TrainStatement stop(Span span, NetParser.StopConditionContext c) {
    List<Identifier> subject = c.name().stream().map(this::identifier).toList();
    StopCondition condition;
    if (c.direction != null) {
      condition = c.RISES() != null ? StopCondition.RISES : StopCondition.FALLS;
    } else {
      condition = StopCondition.valueOf(ExpressionBuilder.comparator(c.comparator()).name());
    }
    return new TrainStatement.StopWhen(
        span, subject, condition, expressions.expression(c.expression()));
  }

  private List<TrainStatement.Path> paths(List<NetParser.PathContext> paths) {
    return paths.stream().map(p -> new TrainStatement.Path(text.span(p), p.getText())).toList();
  }

  private Identifier identifier(NetParser.NameContext name) {
    return new Identifier(text.span(name), name.getText());
  }
}
