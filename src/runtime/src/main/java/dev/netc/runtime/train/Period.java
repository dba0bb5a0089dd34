package dev.netc.runtime.train;

/**
 * A number of steps or epochs: how long, or how often.
 *
 * @param count at least 1
 */
public record Period(long count, Unit unit) {
  /** What is counted. */
  public enum Unit {
    STEPS,
    EPOCHS
  }

  public Period {
    if (count < 1) throw new IllegalArgumentException("a period of " + count + " " + unit);
  }

  public static Period steps(long count) {
    return new Period(count, Unit.STEPS);
  }

  public static Period epochs(long count) {
    return new Period(count, Unit.EPOCHS);
  }

  /** How many steps that is, {@link Long#MAX_VALUE} if it overflows. */
  public long inSteps(long stepsPerEpoch) {
    if (unit == Unit.STEPS) return count;
    return count > Long.MAX_VALUE / stepsPerEpoch ? Long.MAX_VALUE : count * stepsPerEpoch;
  }

  /** Whether a period ends with step {@code step}, 1 for the first. */
  boolean endsWith(long step, long stepsPerEpoch) {
    return step % inSteps(stepsPerEpoch) == 0;
  }

  @Override
  public String toString() {
    String word = unit == Unit.STEPS ? "step" : "epoch";
    return count == 1 ? "1 " + word : count + " " + word + "s";
  }
}
