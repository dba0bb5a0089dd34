package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.StoredTensor;
import java.util.List;
import java.util.Optional;

/** Lowers the learning rate when the validation loss stands still. */
final class PlateauRate {
  private static final String STATE = "plateau.state";

  private final Optional<Schedule.Plateau> plateau;
  private final String validationSplit;
  private final boolean maximizes;

  private double factor = 1;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private long waited;

  /**
   * @param validationSplit whose loss counts
   * @param maximizes whether a higher loss is the better one
   */
  PlateauRate(Schedule schedule, String validationSplit, boolean maximizes) {
    this.plateau = schedule.plateau();
    this.validationSplit = validationSplit;
    this.maximizes = maximizes;
  }

  /** The rate of the schedule as it has to be now. */
  double of(double rate) {
    if (factor == 1 || plateau.isEmpty()) return rate;
    // A warm-up below the minimum is not lifted to it.
    return Math.min(rate, Math.max(plateau.get().minimum(), rate * factor));
  }

  /** After each evaluation during the training. */
  void seeEvaluation(SplitResult result) {
    if (plateau.isEmpty() || !result.split().equals(validationSplit)) return;
    double loss = maximizes ? -result.loss() : result.loss();
    if (loss < bestLoss) {
      bestLoss = loss;
      waited = 0;
    } else if (++waited >= plateau.get().patience()) {
      factor *= plateau.get().factor();
      waited = 0;
    }
  }

  List<StoredTensor> toTensors() {
    if (plateau.isEmpty()) return List.of();
    return List.of(StoredTensor.of(STATE, new long[] {3}, new double[] {factor, bestLoss, waited}));
  }

  /** Continues from the tensors of {@link #toTensors} in a training of the same program. */
  void restore(StoredState stored) {
    if (plateau.isEmpty()) return;
    double[] state = stored.require(STATE).doubles();
    factor = state[0];
    bestLoss = state[1];
    waited = (long) state[2];
  }
}
