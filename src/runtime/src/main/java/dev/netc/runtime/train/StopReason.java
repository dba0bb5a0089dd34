package dev.netc.runtime.train;

import java.nio.file.Path;
import java.util.Optional;

/** Why a training ended. */
public sealed interface StopReason {
  /** A sentence for the user. */
  String text();

  /** It reached its declared length. */
  record Completed(long step) implements StopReason {
    @Override
    public String text() {
      return "finished after step " + step;
    }
  }

  /** A stop rule was met. */
  record RuleMet(long step, StopRule rule) implements StopReason {
    @Override
    public String text() {
      return "stopped after step %d: %s".formatted(step, rule.text());
    }
  }

  /**
   * Someone asked it to stop.
   *
   * @param checkpoint from which it can go on as if never stopped; empty if it had no folder
   */
  record Interrupted(long step, Optional<Path> checkpoint) implements StopReason {
    @Override
    public String text() {
      return checkpoint
          .map(
              path ->
                  "interrupted after step %d; the training so far is in %s, resume to go on"
                      .formatted(step, path))
          .orElse("interrupted after step %d; nothing was saved".formatted(step));
    }
  }

  /**
   * A number is NaN or infinite. Nothing was saved after it; an earlier checkpoint is untouched.
   *
   * @param place where it showed
   * @param split the split evaluated; empty unless it showed there
   * @param loss as it came out; NaN where a parameter is bad
   * @param value the first bad value's name, if the model knows it
   */
  record NotFinite(
      long step, Place place, Optional<String> split, double loss, Optional<String> value)
      implements StopReason {
    /** Where a bad number can show. */
    public enum Place {
      STEP,
      UPDATE,
      EVALUATION
    }

    @Override
    public String text() {
      if (place == Place.UPDATE) {
        return "the parameter %s is not finite after the update of step %d"
            .formatted(value.orElse("?"), step);
      }
      return "the loss is %s in %s %d%s"
          .formatted(
              Double.isNaN(loss) ? "not a number" : "infinite",
              split.map(name -> "the evaluation on " + name + " after step").orElse("step"),
              step,
              value.map(name -> "; the first value concerned is " + name).orElse(""));
    }

    static NotFinite inStep(long step, double loss, Optional<String> value) {
      return new NotFinite(step, Place.STEP, Optional.empty(), loss, value);
    }

    static NotFinite inUpdate(long step, String parameter) {
      return new NotFinite(
          step, Place.UPDATE, Optional.empty(), Double.NaN, Optional.of(parameter));
    }

    static NotFinite inEvaluation(SplitResult result, Optional<String> value) {
      return new NotFinite(
          result.step(), Place.EVALUATION, Optional.of(result.split()), result.loss(), value);
    }
  }
}
