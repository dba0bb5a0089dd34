package dev.netc.runtime.train;

import java.util.Optional;

/**
 * How the learning rate changes while a training goes on: a pure function of where it is, but for
 * {@link Plateau}.
 */
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

  /** The part of it that depends on how the training goes, if there is one. */
  default Optional<Plateau> plateau() {
    return Optional.empty();
  }

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

    @Override
    public Optional<Plateau> plateau() {
      return then.plateau();
    }
  }

  /**
   * From {@code start · base} up to the base rate in the first part of the steps, then down to
   * {@code end · base} at the last, both along half a cosine. Source: Smith and Topin 2018
   * (arXiv:1708.07120), with the cosines and the defaults of PyTorch's OneCycleLR; the momentum
   * stays as it is.
   *
   * @param rise the part of the steps in which the rate rises, at least 0, below 1
   */
  record OneCycle(double rise, double start, double end) implements Schedule {
    @Override
    public double rate(double base, long step, long epoch, long totalSteps) {
      if (totalSteps <= 1) return base;
      double peak = rise * totalSteps - 1;
      double last = totalSteps - 1;
      if (step < peak) return base * between(start, 1, step / peak);
      return last <= peak ? base : base * between(1, end, (step - peak) / (last - peak));
    }

    private static double between(double from, double to, double share) {
      return to + (from - to) * (1 + Math.cos(Math.PI * Math.max(0, Math.min(1, share)))) / 2;
    }
  }

  /**
   * The base rate, times {@code factor} for each time that the validation loss stood still: what
   * {@link PlateauRate} knows.
   *
   * @param patience evaluations in a row without a lower loss
   * @param minimum the rate stays at it or above
   */
  record Plateau(double factor, long patience, double minimum) implements Schedule {
    @Override
    public double rate(double base, long step, long epoch, long totalSteps) {
      return base;
    }

    @Override
    public Optional<Plateau> plateau() {
      return Optional.of(this);
    }
  }

  private static long done(Period every, long step, long epoch) {
    return every.unit() == Period.Unit.STEPS ? step : epoch;
  }
}
