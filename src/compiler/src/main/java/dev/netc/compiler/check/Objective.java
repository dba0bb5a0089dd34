package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a train minimises or maximises, and what it reports. */
final class Objective {
  private final Evaluator evaluator;
  private final Problems problems;
  private final Declaration.Train train;
  private final Context c;

  /** In a context whose scope has the values of the net and the columns of the data. */
  Objective(Evaluator evaluator, Declaration.Train train, Context c) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.train = train;
    this.c = c;
  }

  /** What is minimised or maximised. */
  record Loss(Value value, boolean maximize) {}

  Optional<Loss> loss() {
    Optional<TrainStatement.Setting> minimize = TrainSettings.setting(train, Keyword.MINIMIZE);
    Optional<TrainStatement.Setting> maximize = TrainSettings.setting(train, Keyword.MAXIMIZE);
    if (minimize.isPresent() == maximize.isPresent()) {
      problems.add(
          Diagnostic.of(
                  minimize.isPresent() ? Code.DUPLICATE_SETTING : Code.MISSING_SETTING,
                  maximize.map(TrainStatement.Setting::span).orElse(train.name().span()),
                  "a train has one `minimize` or one `maximize`")
              .help("such as: minimize cross_entropy(output, label)"));
      return Optional.empty();
    }
    Expression e = minimize.or(() -> maximize).get().value();
    Context at = c.at(Path.root().named("loss"));
    Optional<Value> value = evaluator.tensors.of(evaluator.evaluate(e, at), e.span(), at);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().type().shape().size() != 1) {
      problems.add(
          Diagnostic.of(
                  Code.NOT_A_SCALAR,
                  e.span(),
                  "what is minimised is one number, but this is " + value.get().type().shape())
              .help("use a loss, or sum(…) or mean(…)"));
      return Optional.empty();
    }
    if (value.get().definition() instanceof Value.Definition.Call call
        && call.operation().has(Operation.Trait.ZERO_SLOPE)
        && call.operation().has(Operation.Trait.METRIC)) {
      problems.add(
          Diagnostic.of(
                  Code.ZERO_SLOPE,
                  e.span(),
                  "%s has slope zero wherever it has one: nothing is learnt from it"
                      .formatted(call.operation()))
              .help("minimise a loss such as cross_entropy, and report " + call.operation()));
    }
    return Optional.of(new Loss(value.get(), maximize.isPresent()));
  }

  List<TrainSpec.Metric> metrics() {
    List<TrainSpec.Metric> metrics = new ArrayList<>();
    for (TrainStatement s : train.statements()) {
      if (s instanceof TrainStatement.ReportMetrics report) {
        for (Expression e : report.metrics()) {
          Context at = c.at(Path.root().named("metric"));
          Optional<Value> value = evaluator.tensors.of(evaluator.evaluate(e, at), e.span(), at);
          value.ifPresent(v -> metrics.add(new TrainSpec.Metric(metricName(v, e, metrics), v)));
        }
      }
    }
    return metrics;
  }

  private static String metricName(Value value, Expression e, List<TrainSpec.Metric> others) {
    String name =
        e instanceof Expression.NameReference n
            ? n.name()
            : value.definition() instanceof Value.Definition.Call call
                ? call.operation().name()
                : "metric";
    long same =
        others.stream()
            .filter(m -> m.name().equals(name) || m.name().startsWith(name + "_"))
            .count();
    return same == 0 ? name : name + "_" + (same + 1);
  }
}
