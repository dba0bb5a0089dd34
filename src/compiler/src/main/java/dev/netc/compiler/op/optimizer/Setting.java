package dev.netc.compiler.op.optimizer;

/**
 * A setting of an optimiser.
 *
 * @param name as programs write it
 * @param value what it is unless a program says otherwise
 * @param range the values that it may have
 * @param documentation one line
 */
public record Setting(String name, double value, Range range, String documentation) {

  /** Numbers from one bound to another. */
  public enum Range {
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

  static Setting learningRate(double value) {
    return new Setting("lr", value, Range.POSITIVE, "learning rate");
  }

  static Setting decay(String name, double value, String documentation) {
    return new Setting(name, value, Range.DECAY, documentation);
  }

  static Setting epsilon(double value) {
    return new Setting("eps", value, Range.POSITIVE, "keeps the divisor from 0");
  }
}
