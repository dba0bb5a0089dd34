package dev.netc.runtime.train;

import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which splits are evaluated during a training, and when.
 *
 * @param mainSplit the one that stop rules mean by validation
 */
record Validation(List<String> splits, String mainSplit, Optional<Period> every) {
  /** The one split of a training without data: its single row. */
  static final Set<String> NO_DATA = Set.of(DataSet.TRAIN);

  /**
   * @throws DataException if a split is to be evaluated that the data does not have
   */
  static Validation of(TrainingOptions options, Optional<DataSet> data) {
    Set<String> splits = new LinkedHashSet<>(data.isEmpty() ? NO_DATA : options.validateOn());
    data.filter(set -> splits.isEmpty()).ifPresent(set -> splits.add(bestFor(set)));
    for (StopRule rule : options.stopRules()) {
      boolean meansValidation = rule.needsEvaluation() && rule.split().isEmpty();
      boolean has = data.isPresent() && data.get().has(DataSet.VALIDATION);
      if (meansValidation && has) splits.add(DataSet.VALIDATION);
      boolean standsIn = !has && rule.split().equals(Optional.of(DataSet.VALIDATION));
      if (!standsIn) rule.split().ifPresent(splits::add);
    }
    boolean looksAtValidation = options.schedule().plateau().isPresent();
    if (looksAtValidation && data.isPresent() && data.get().has(DataSet.VALIDATION)) {
      splits.add(DataSet.VALIDATION);
    }
    splits.forEach(split -> data.ifPresent(set -> set.split(split))); // throws if it is not there
    boolean needed =
        options.stopRules().stream().anyMatch(StopRule::needsEvaluation)
            || options.schedule().plateau().isPresent();
    Optional<Period> every =
        options.validateEvery().or(() -> needed ? Optional.of(Period.epochs(1)) : Optional.empty());
    String main =
        splits.contains(DataSet.VALIDATION) ? DataSet.VALIDATION : splits.iterator().next();
    return new Validation(List.copyOf(splits), main, every);
  }

  private static String bestFor(DataSet data) {
    if (data.has(DataSet.VALIDATION)) return DataSet.VALIDATION;
    return data.has(DataSet.TEST) ? DataSet.TEST : DataSet.TRAIN;
  }

  boolean isDue(long step, long stepsPerEpoch) {
    return every.isPresent() && every.get().endsWith(step, stepsPerEpoch);
  }
}
