package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.memory.View;

/**
 * A named tensor that a model keeps from step to step: a parameter, or a part of optimiser state.
 */
public interface ParameterValue {
  /** Unique in its list and the same in every run, {@code features.conv.weight}. */
  String name();

  /** The sizes, outermost first; empty for a scalar. */
  long[] shape();

  /** A copy of the value now: float32, or float64 in a model of that precision. */
  StoredTensor get();

  /**
   * Overwrites the value, converting between float32 and float64 as needed.
   *
   * @throws IllegalArgumentException if the shape is another
   */
  void set(StoredTensor value);

  /** The same place under another name. */
  default ParameterValue renamed(String other) {
    return new ParameterValues.Renamed(other, this);
  }

  /** A float32 value in an arena. */
  static ParameterValue of(String name, long[] shape, View view) {
    return new ParameterValues.InArena(name, shape.clone(), view);
  }

  /** A float32 value in an array of the model. */
  static ParameterValue of(String name, long[] shape, float[] array) {
    return new ParameterValues.InFloats(name, shape.clone(), array);
  }

  /** A float64 value in an array of the model. */
  static ParameterValue of(String name, long[] shape, double[] array) {
    return new ParameterValues.InDoubles(name, shape.clone(), array);
  }
}
