package dev.netc.compiler.op;

/**
 * A number that something in a program is called with: an optimiser, a schedule, an initialiser.
 *
 * @param name as programs write it
 * @param value what it is unless a program says otherwise; NaN where a program must say it
 * @param range the values that it may have
 * @param documentation one line
 */
public record Setting(String name, double value, Range range, String documentation) {

  /** Numbers from one bound to another. */
  public enum Range {
    ANY("a number") {
      @Override
      public boolean contains(double value) {
        return Double.isFinite(value);
      }
    },
    POSITIVE("greater than 0") {
      @Override
      public boolean contains(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
      }
    },
    NOT_NEGATIVE("0 or greater") {
      @Override
      public boolean contains(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
      }
    },
    DECAY("0 or greater and less than 1") {
      @Override
      public boolean contains(double value) {
        return value >= 0 && value < 1;
      }
    },
    /** Numbers that are whole in double precision. */
    SEED("a whole number from 0") {
      @Override
      public boolean contains(double value) {
        return value >= 0 && value < 1L << 53 && value == Math.rint(value);
      }
    },
    /** As many trainings as one may ask for at once. */
    MEMBERS("a whole number from 1 to 1000") {
      @Override
      public boolean contains(double value) {
        return value >= 1 && value <= 1000 && value == Math.rint(value);
      }
    },
    COUNT("a whole number from 1") {
      @Override
      public boolean contains(double value) {
        return value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value);
      }
    };

    private final String text;

    Range(String text) {
      this.text = text;
    }

    public abstract boolean contains(double value);

    /** As messages say it: {@code greater than 0}. */
    public String text() {
      return text;
    }
  }

  /** A setting that has no value of its own. */
  public static Setting required(String name, Range range, String documentation) {
    return new Setting(name, Double.NaN, range, documentation);
  }

  public static Setting learningRate(double value) {
    return new Setting("lr", value, Range.POSITIVE, "learning rate");
  }

  public static Setting decay(String name, double value, String documentation) {
    return new Setting(name, value, Range.DECAY, documentation);
  }

  public static Setting epsilon(double value) {
    return new Setting("eps", value, Range.POSITIVE, "keeps the divisor from 0");
  }

  /** Whether a program must say it. */
  public boolean isRequired() {
    return Double.isNaN(value);
  }
}
