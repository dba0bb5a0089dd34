package dev.netc.compiler.reference;

/** What is kept of the value of a node: all of it, or what a narrower type can hold. */
public enum Rounding {
  /** float64 stays float64. */
  NONE {
    @Override
    Tensor of(Tensor value) {
      return value;
    }
  },

  /**
   * To the nearest float32, so that one sees what float32 alone does to a network: which
   * differences vanish in it, and what becomes infinite.
   */
  FLOAT32 {
    @Override
    Tensor of(Tensor value) {
      double[] rounded = new double[value.data().length];
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) value.data()[i];
      }
      return new Tensor(value.dims(), rounded);
    }
  };

  abstract Tensor of(Tensor value);
}
