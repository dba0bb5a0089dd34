package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.data.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Watches a training for its stop rules, and keeps the best weights where one asks for that. */
final class StopRules {
  private static final String STATE = "stop.state";

  private final List<StopRule> rules;
  private final String validationSplit;
  private final TrainingModel model;
  private final BestWeights best;

  private int met = -1;
  private final int[] times;
  private final double[] previous;

  /**
   * @param validationSplit whose loss and metrics a rule means that names no split
   * @throws IllegalArgumentException if a rule names a metric that the model does not report
   */
  StopRules(List<StopRule> rules, String validationSplit, TrainingModel model) {
    for (StopRule rule : rules) checkQuantity(rule, model);
    this.rules = rules;
    this.validationSplit = validationSplit;
    this.model = model;
    this.best = new BestWeights(model);
    this.times = new int[rules.size()];
    this.previous = new double[rules.size()];
    Arrays.fill(previous, Double.NaN);
  }

  private static void checkQuantity(StopRule rule, TrainingModel model) {
    String quantity = rule.quantity();
    boolean known =
        quantity.equals(StopRule.LOSS)
            || model.metrics().stream().anyMatch(spec -> spec.name().equals(quantity));
    if (!known) throw new IllegalArgumentException("the model does not report " + quantity);
  }

  /** The rule that was met first. */
  Optional<StopRule> met() {
    return met < 0 ? Optional.empty() : Optional.of(rules.get(met));
  }

  /** After each step. */
  void seeStep(double loss) {
    for (int i = 0; i < rules.size(); i++) {
      boolean isMet =
          rules.get(i) instanceof StopRule.Threshold rule
              && !rule.needsEvaluation()
              && rule.isMetBy(loss);
      if (isMet) meet(i);
    }
  }

  /** After each evaluation during the training, the weights that were evaluated in the model. */
  void seeEvaluation(SplitResult result) {
    for (int i = 0; i < rules.size(); i++) {
      StopRule rule = rules.get(i);
      if (!rule.needsEvaluation() || !isOn(rule, result)) continue;
      OptionalDouble value = value(rule, result);
      if (rule instanceof StopRule.Threshold threshold) {
        if (value.stream().anyMatch(threshold::isMetBy)) meet(i);
      } else if (rule instanceof StopRule.Trend trend && value.isPresent()) {
        see(i, trend, value.getAsDouble(), result.step());
      }
    }
  }

  private void see(int i, StopRule.Trend trend, double value, long step) {
    boolean isLoss = trend.quantity().equals(StopRule.LOSS);
    // The less the better.
    double cost = trend.rises() == (isLoss && model.maximizes()) ? -value : value;
    times[i] = cost > previous[i] ? times[i] + 1 : 0;
    previous[i] = cost;
    if (times[i] >= trend.times()) meet(i);
    if (keeper() == i) best.see(cost, step);
  }

  /** The rule whose best weights are kept: the first that asks for it; -1 if none does. */
  private int keeper() {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof StopRule.Trend trend && trend.restoreBest()) return i;
    }
    return -1;
  }

  private boolean isOn(StopRule rule, SplitResult result) {
    String split = rule.split().orElse(DataSet.VALIDATION);
    return result.split().equals(split.equals(DataSet.VALIDATION) ? validationSplit : split);
  }

  private static OptionalDouble value(StopRule rule, SplitResult result) {
    return rule.quantity().equals(StopRule.LOSS)
        ? OptionalDouble.of(result.loss())
        : result.metric(rule.quantity());
  }

  private void meet(int rule) {
    if (met < 0) met = rule;
  }

  /** Puts the best weights seen into the model, if there are any; the step that they are of. */
  Optional<Long> restoreBest() {
    return best.restore();
  }

  List<StoredTensor> toTensors() {
    double[] state = new double[1 + 2 * times.length];
    state[0] = met;
    for (int i = 0; i < times.length; i++) {
      state[1 + 2 * i] = times[i];
      state[2 + 2 * i] = previous[i];
    }
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(StoredTensor.of(STATE, new long[] {state.length}, state));
    tensors.addAll(best.toTensors());
    return tensors;
  }

  /** Continues from the tensors of {@link #toTensors} in a training of the same program. */
  void restore(StoredState stored) {
    double[] state = stored.require(STATE).doubles();
    met = (int) state[0];
    for (int i = 0; i < times.length; i++) {
      times[i] = (int) state[1 + 2 * i];
      previous[i] = state[2 + 2 * i];
    }
    best.restore(stored);
  }
}
