package dev.netc.runtime.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a training came to.
 *
 * @param loss of the last step's batch; NaN if no step was made
 * @param evaluations at the end, by split, every split of the data; a training without data has the
 *     one entry {@code train}. Empty if it was interrupted or its numbers went bad
 * @param history what it recorded on the way
 * @param steps made in all, those before a resume included
 * @param reason why it ended
 * @param weightsOf the step whose weights the model has: the last, or the one of the best
 *     evaluation where a stop rule restores it
 */
public record TrainingResult(
    double loss,
    Map<String, SplitResult> evaluations,
    TrainingHistory history,
    long steps,
    StopReason reason,
    long weightsOf) {
  public TrainingResult {
    evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
  }

  /** The final evaluation on a split. */
  public Optional<SplitResult> on(String split) {
    return Optional.ofNullable(evaluations.get(split));
  }
}
