package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.memory.View;
import java.util.Arrays;

/** The places where a {@link ParameterValue} can lie. */
final class ParameterValues {
  private ParameterValues() {}

  record InArena(String name, long[] shape, View view) implements ParameterValue {
    @Override
    public StoredTensor get() {
      float[] copy = new float[Math.toIntExact(view.size())];
      view.get(copy);
      return StoredTensor.of(name, shape, copy);
    }

    @Override
    public void set(StoredTensor value) {
      check(this, value);
      view.set(value.floats());
      view.arena().changed();
    }
  }

  record InFloats(String name, long[] shape, float[] array) implements ParameterValue {
    @Override
    public StoredTensor get() {
      return StoredTensor.of(name, shape, array.clone());
    }

    @Override
    public void set(StoredTensor value) {
      check(this, value);
      System.arraycopy(value.floats(), 0, array, 0, array.length);
    }
  }

  record InDoubles(String name, long[] shape, double[] array) implements ParameterValue {
    @Override
    public StoredTensor get() {
      return StoredTensor.of(name, shape, array.clone());
    }

    @Override
    public void set(StoredTensor value) {
      check(this, value);
      System.arraycopy(value.doubles(), 0, array, 0, array.length);
    }
  }

  record Renamed(String name, ParameterValue place) implements ParameterValue {
    @Override
    public long[] shape() {
      return place.shape();
    }

    @Override
    public StoredTensor get() {
      return place.get().renamed(name);
    }

    @Override
    public void set(StoredTensor value) {
      place.set(value);
    }
  }

  private static void check(ParameterValue parameter, StoredTensor value) {
    if (!Arrays.equals(parameter.shape(), value.shape())) {
      throw new IllegalArgumentException(
          "%s is %s, not %s"
              .formatted(parameter.name(), Arrays.toString(parameter.shape()), value.shapeText()));
    }
  }
}
