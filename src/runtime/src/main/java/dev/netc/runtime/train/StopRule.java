package dev.netc.runtime.train;

import java.util.Optional;

/** When a training ends before its declared length. */
public sealed interface StopRule {
  /** The quantity that is no metric. */
  String LOSS = "loss";

  /** As in the program, {@code validation loss rises 5 times}. */
  String text();

  /** Whether it looks at evaluations, and not at the loss of each step. */
  boolean needsEvaluation();

  /** {@code loss}, or a metric's name. */
  String quantity();

  /** The split that it names; empty if it means the one that stands for validation. */
  default Optional<String> split() {
    return Optional.empty();
  }

  /**
   * In each of so many evaluations in a row a loss or metric was above (or below) that of the
   * evaluation before it. Where the training maximises, its loss counts with the other sign.
   *
   * @param split whose evaluation counts; empty for the one that stands for validation
   * @param quantity {@code loss}, or a metric's name
   * @param rises whether rising is what stops, else falling
   * @param times at least 1
   * @param restoreBest whether the training then ends with the weights of the best evaluation, the
   *     one where the quantity was lowest (or highest), and not with the last; also if it reaches
   *     its declared end
   */
  record Trend(
      Optional<String> split, String quantity, boolean rises, int times, boolean restoreBest)
      implements StopRule {
    public Trend {
      if (times < 1) throw new IllegalArgumentException("rises " + times + " times");
    }

    @Override
    public String text() {
      return "%s %s %s %s"
          .formatted(
              split.orElse("validation"),
              quantity,
              rises ? "rises" : "falls",
              times == 1 ? "once" : times + " times");
    }

    @Override
    public boolean needsEvaluation() {
      return true;
    }
  }

  /**
   * A loss or metric crosses a bound.
   *
   * @param split whose evaluation counts. Empty: for {@code loss} the loss of each training step;
   *     for a metric the split that stands for validation, see {@link TrainingOptions#validateOn}
   * @param quantity {@code loss}, or a metric's name
   * @param below whether {@code quantity < bound} stops, else {@code quantity > bound}
   */
  record Threshold(Optional<String> split, String quantity, boolean below, double bound)
      implements StopRule {
    @Override
    public String text() {
      return "%s%s %s %s"
          .formatted(split.map(s -> s + " ").orElse(""), quantity, below ? "<" : ">", bound);
    }

    @Override
    public boolean needsEvaluation() {
      return split.isPresent() || !quantity.equals(LOSS);
    }

    boolean isMetBy(double value) {
      return below ? value < bound : value > bound;
    }
  }
}
