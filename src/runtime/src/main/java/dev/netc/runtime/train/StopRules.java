package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches a training for its stop rules, and keeps the best weights where one asks for that. */
final class StopRules {
  private static final String STATE = "stop.state";
  private static final String BEST = "stop.best.";

  private final List<StopRule> rules;
  private final String validationSplit;
  private final TrainingModel model;
  private final boolean keepBest;

  private int met = -1;
  private final int[] rises;
  private double previousLoss = Double.NaN;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private List<StoredTensor> best = List.of();

  /**
   * @param validationSplit whose loss and metrics a rule means that names no split
   * @throws IllegalArgumentException if a rule names a metric that the model does not report
   */
  StopRules(List<StopRule> rules, String validationSplit, TrainingModel model) {
    for (StopRule rule : rules) checkQuantity(rule, model);
    this.rules = rules;
    this.validationSplit = validationSplit;
    this.model = model;
    this.rises = new int[rules.size()];
    this.keepBest =
        rules.stream()
            .anyMatch(r -> r instanceof StopRule.ValidationLossRises v && v.restoreBest());
  }

  private static void checkQuantity(StopRule rule, TrainingModel model) {
    if (!(rule instanceof StopRule.Threshold threshold)) return;
    String quantity = threshold.quantity();
    boolean known =
        quantity.equals(StopRule.Threshold.LOSS)
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

  /** After each evaluation during the training. */
  void seeEvaluation(SplitResult result) {
    double loss = model.maximizes() ? -result.loss() : result.loss(); // the less the better
    boolean validation = result.split().equals(validationSplit);
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof StopRule.Threshold rule) {
        if (isMet(rule, result, validation)) meet(i);
      } else if (rules.get(i) instanceof StopRule.ValidationLossRises rule && validation) {
        rises[i] = loss > previousLoss ? rises[i] + 1 : 0;
        if (rises[i] >= rule.times()) meet(i);
      }
    }
    if (!validation) return;
    previousLoss = loss;
    if (keepBest && loss < bestLoss) {
      bestLoss = loss;
      best = model.parameters().stream().map(ParameterValue::get).toList();
    }
  }

  private static boolean isMet(StopRule.Threshold rule, SplitResult result, boolean validation) {
    if (!rule.needsEvaluation()) return false;
    if (!rule.split().map(result.split()::equals).orElse(validation)) return false;
    if (rule.quantity().equals(StopRule.Threshold.LOSS)) return rule.isMetBy(result.loss());
    return result.metric(rule.quantity()).stream().anyMatch(rule::isMetBy);
  }

  private void meet(int rule) {
    if (met < 0) met = rule;
  }

  /** Puts the best weights seen into the model; returns whether there were any. */
  boolean restoreBest() {
    if (best.isEmpty()) return false;
    List<ParameterValue> parameters = model.parameters();
    for (int i = 0; i < parameters.size(); i++) parameters.get(i).set(best.get(i));
    return true;
  }

  List<StoredTensor> toTensors() {
    double[] state = new double[3 + rises.length];
    state[0] = met;
    state[1] = previousLoss;
    state[2] = bestLoss;
    for (int i = 0; i < rises.length; i++) state[3 + i] = rises[i];
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(StoredTensor.of(STATE, new long[] {state.length}, state));
    best.forEach(tensor -> tensors.add(tensor.renamed(BEST + tensor.name())));
    return tensors;
  }

  /** Continues from the tensors of {@link #toTensors} in a training of the same program. */
  void restore(StoredState stored) {
    double[] state = stored.require(STATE).doubles();
    met = (int) state[0];
    previousLoss = state[1];
    bestLoss = state[2];
    for (int i = 0; i < rises.length; i++) rises[i] = (int) state[3 + i];
    if (stored.tensors().keySet().stream().noneMatch(name -> name.startsWith(BEST))) return;
    best =
        model.parameters().stream()
            .map(parameter -> stored.require(BEST + parameter.name()).renamed(parameter.name()))
            .toList();
  }
}
