package dev.netc.runtime.train;

import java.util.Optional;

/** When a training ends before its declared length. */
public sealed interface StopRule {
  /** As in the program, {@code validation loss rises 5 times}. */
  String text();

  /** Whether it looks at evaluations, and not at the loss of each step. */
  boolean needsEvaluation();

  /** The split that it names; empty if it means the one that stands for validation. */
  default Optional<String> split() {
    return Optional.empty();
  }

  /**
   * The validation loss was above that of the evaluation before it, {@code times} times in a row;
   * for a model that maximises, below.
   *
   * @param times at least 1
   * @param restoreBest whether the training then ends with the weights of its lowest validation
   *     loss (also if it reaches its declared end), and not with the last
   */
  record ValidationLossRises(int times, boolean restoreBest) implements StopRule {
    public ValidationLossRises {
      if (times < 1) throw new IllegalArgumentException("rises " + times + " times");
    }

    @Override
    public String text() {
      return "validation loss rises " + (times == 1 ? "once" : times + " times");
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
    static final String LOSS = "loss";

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
