package dev.netc.runtime.net;

import dev.netc.runtime.random.Initializer;
import java.util.Arrays;

/**
 * A parameter of a net, or a running statistic that it keeps like one.
 *
 * @param name stable and readable, {@code hidden.dense.weight}
 * @param offset its first float in the parameter arena
 * @param kind what training does with it
 * @param fanIn how many inputs one output of its layer has
 * @param fanOut how many outputs one input of its layer reaches
 * @param shape empty for a scalar
 */
public record ParameterSpec(
    String name,
    long offset,
    Kind kind,
    Initializer initializer,
    int fanIn,
    int fanOut,
    int... shape) {

  /** What training does with a parameter. */
  public enum Kind {
    /** The optimiser changes it. */
    TRAINED,
    /** It keeps its values. */
    FROZEN,
    /** A statistic, which each step computes anew. */
    RUNNING
  }

  /** How many floats. */
  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  Initializer.Parameter filled() {
    return new Initializer.Parameter(name, fanIn, fanOut, shape);
  }

  long[] dims() {
    return Arrays.stream(shape).asLongStream().toArray();
  }
}
