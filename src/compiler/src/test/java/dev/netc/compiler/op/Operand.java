package dev.netc.compiler.op;

import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.Random;

/**
 * An operand of a sample: its type, and what its numbers are drawn from.
 *
 * @param choices for indices how many things they choose from; 0 otherwise
 */
record Operand(TensorType type, Domain domain, int choices) {

  /** Its multiples, modulo 1, are the most evenly spread. */
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  /** Where numbers are drawn from. */
  enum Domain {
    /** -2 to 2, no two alike, and not near 0, where functions have corners. */
    REAL,
    /** 0.2 to 2. */
    POSITIVE,
    /** 0.1 to 0.9. */
    PROBABILITY,
    /** Positive rows along the last axis that sum to 1. */
    DISTRIBUTION,
    /** -1 or 1. */
    SIGN,
    /** 0 or 1. */
    TRUTH,
    /** Whole numbers from 0 up to the number of choices; nothing is differentiated by them. */
    INDEX
  }

  static Operand of(TensorType type, Domain domain) {
    return new Operand(type, domain, 0);
  }

  static Operand index(TensorType type, int choices) {
    return new Operand(type, Domain.INDEX, choices);
  }

  ValueType valueType() {
    return new ValueType(type, domain == Domain.INDEX);
  }

  /** Whether results have slopes by these numbers: not by indices and truths. */
  boolean varies() {
    return domain != Domain.INDEX && domain != Domain.TRUTH;
  }

  /**
   * Numbers for the operand.
   *
   * @param drawn how many numbers were drawn before: real numbers of one sample keep a distance
   *     from each other, since many functions have corners where two are equal
   */
  Tensor draw(Random random, int drawn, int batch) {
    Tensor tensor = Tensor.zeros(type.physicalDims(batch));
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = number(random, (drawn + i) * GOLDEN_RATIO % 1);
    }
    if (domain == Domain.DISTRIBUTION) {
      normalise(tensor.data(), type.shape().dim(-1));
    }
    return tensor;
  }

  private double number(Random random, double spread) {
    double u = random.nextDouble();
    return switch (domain) {
      case REAL -> (0.1 + 1.9 * spread) * (random.nextBoolean() ? 1 : -1);
      case POSITIVE, DISTRIBUTION -> 0.2 + 1.8 * u;
      case PROBABILITY -> 0.1 + 0.8 * u;
      case SIGN -> u < 0.5 ? -1 : 1;
      case TRUTH -> u < 0.5 ? 0 : 1;
      case INDEX -> random.nextInt(choices);
    };
  }

  private static void normalise(double[] data, int columns) {
    for (int start = 0; start < data.length; start += columns) {
      double sum = 0;
      for (int i = start; i < start + columns; i++) {
        sum += data[i];
      }
      for (int i = start; i < start + columns; i++) {
        data[i] /= sum;
      }
    }
  }
}
