package dev.netc.runtime.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/**
 * A named array as it stands in a file: float32, or float64 where the file's numbers need it.
 * Row-major. The data is shared with the caller, not copied.
 */
public final class StoredTensor {
  private final String name;
  private final long[] shape;
  private final float[] floats;
  private final double[] doubles;

  private StoredTensor(String name, long[] shape, float[] floats, double[] doubles) {
    this.name = name;
    this.shape = shape.clone();
    this.floats = floats;
    this.doubles = doubles;
    if (Shapes.elements(shape) != size()) {
      throw new IllegalArgumentException(
          "%s has %d values, its shape %s another number"
              .formatted(name, size(), Shapes.text(shape)));
    }
  }

  /** A float32 array; {@code data} is kept, not copied. */
  public static StoredTensor of(String name, long[] shape, float[] data) {
    return new StoredTensor(name, shape, data, null);
  }

  /** A float64 array; {@code data} is kept, not copied. */
  public static StoredTensor of(String name, long[] shape, double[] data) {
    return new StoredTensor(name, shape, null, data);
  }

  public String name() {
    return name;
  }

  /** The sizes, outermost first; empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  /** The shape as text, {@code [784, 50]}. */
  public String shapeText() {
    return Shapes.text(shape);
  }

  /** The number of elements. */
  public int size() {
    return floats != null ? floats.length : doubles.length;
  }

  /** Whether the values are float64. */
  public boolean isDouble() {
    return doubles != null;
  }

  /** The values as float32: the array itself, or a rounded copy of a float64 one. */
  public float[] floats() {
    if (floats != null) return floats;
    float[] rounded = new float[doubles.length];
    for (int i = 0; i < rounded.length; i++) rounded[i] = (float) doubles[i];
    return rounded;
  }

  /** The values as float64: the array itself, or an exact copy of a float32 one. */
  public double[] doubles() {
    if (doubles != null) return doubles;
    double[] widened = new double[floats.length];
    for (int i = 0; i < widened.length; i++) widened[i] = floats[i];
    return widened;
  }

  /** Whether no value is NaN or infinite. */
  public boolean isFinite() {
    // x · 0 is 0 for finite x, else NaN: one sum to test at the end, and no branch in the loop.
    double sum = 0;
    if (floats != null) {
      for (float value : floats) sum += value * 0f;
    } else {
      for (double value : doubles) sum += value * 0d;
    }
    return sum == 0;
  }

  /** The first value that no float32 can be, NaN, infinite or beyond, as {@code NaN at [2, 0]}. */
  public Optional<String> firstBeyondFloat() {
    for (int i = 0; i < size(); i++) {
      double value = floats != null ? floats[i] : doubles[i];
      if (!Float.isFinite((float) value)) {
        return Optional.of(shape.length == 0 ? "" + value : value + " at " + indexText(i));
      }
    }
    return Optional.empty();
  }

  private String indexText(int place) {
    long[] index = new long[shape.length];
    long rest = place;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return Shapes.text(index);
  }

  /** The same values under another name. */
  public StoredTensor renamed(String newName) {
    return new StoredTensor(newName, shape, floats, doubles);
  }

  /** Equal name, shape, type and bits: two NaNs of the same bits are equal, 0 and -0 are not. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StoredTensor that
        && name.equals(that.name)
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(floats, that.floats)
        && Arrays.equals(doubles, that.doubles);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return name + " " + shapeText() + (isDouble() ? " float64" : " float32");
  }
}
