package dev.netc.runtime.train;

/** How the learning rate changes while a training goes on: a pure function of where it is. */
public sealed interface Schedule {
  /**
   * The learning rate of a step.
   *
   * @param base the declared learning rate
   * @param step steps done before, 0 for the first
   * @param epoch epochs done before, 0 in the first
   * @param totalSteps of the whole training
   */
  double rate(double base, long step, long epoch, long totalSteps);

  /** The declared rate throughout. */
  record Constant() implements Schedule {
    @Override
    public double rate(double base, long step, long epoch, long totalSteps) {
      return base;
    }
  }

  /** {@code base · factor^n} after n periods: a stair. */
  record Step(Period every, double factor) implements Schedule {
    @Override
    public double rate(double base, long step, long epoch, long totalSteps) {
      return base * Math.pow(factor, done(every, step, epoch) / every.count());
    }
  }

  /** {@code base · factor^(t / every)}, with t the steps or the epochs done: a smooth decay. */
  record Exponential(Period every, double factor) implements Schedule {
    /** One factor per epoch. */
    public Exponential(double factor) {
      this(Period.epochs(1), factor);
    }

    @Override
    public double rate(double base, long step, long epoch, long totalSteps) {
      return base * Math.pow(factor, (double) done(every, step, epoch) / every.count());
    }
  }

  /**
   * Half a cosine from the base rate down to {@code minimum} at the last step. Source: Loshchilov
   * &amp; Hutter 2017, equation 5 (arXiv:1608.03983), one cycle.
   */
  record Cosine(double minimum) implements Schedule {
    @Override
    public double rate(double base, long step, long epoch, long totalSteps) {
      // The last step, totalSteps - 1, has the minimum itself.
      double share = totalSteps <= 1 ? 0 : Math.min(1, (double) step / (totalSteps - 1));
      return minimum + (base - minimum) * (1 + Math.cos(Math.PI * share)) / 2;
    }
  }

  /**
   * From {@code base / steps} up to the base rate in equal strides, then another schedule. The
   * other one counts its steps from there on, its epochs from the start.
   */
  record Warmup(long steps, Schedule then) implements Schedule {
    @Override
    public double rate(double base, long step, long epoch, long totalSteps) {
      if (step < steps) return base * (step + 1) / steps;
      return then.rate(base, step - steps, epoch, Math.max(1, totalSteps - steps));
    }
  }

  private static long done(Period every, long step, long epoch) {
    return every.unit() == Period.Unit.STEPS ? step : epoch;
  }
}
