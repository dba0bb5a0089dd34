package dev.netc.runtime.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A named column of a table: each row holds one tensor of this shape.
 *
 * @param name unique in its table
 * @param shape of one row, without the batch; empty for a scalar and for a label
 * @param kind what the numbers mean
 * @param classes number of classes of a label, 0 where it is not known; 0 for a real column
 * @param target whether a reader was told that this is what to predict, so that a transform of the
 *     features leaves it alone
 * @param classNames the text of each class in order of its index; empty where the classes have no
 *     names
 */
public record Column(
    String name, int[] shape, Kind kind, int classes, boolean target, List<String> classNames) {

  /** What the numbers of a column mean. */
  public enum Kind {
    /** Quantities: any finite float. */
    REAL,
    /** One class index per row, 0 to classes - 1, held as a float (exact below 2^24). */
    LABEL
  }

  public Column {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    shape = shape.clone();
    classNames = List.copyOf(classNames);
    long size = 1;
    for (int dim : shape) {
      if (dim < 1) {
        throw new IllegalArgumentException(
            "column " + name + " has the shape " + Arrays.toString(shape));
      }
      size = Math.multiplyExact(size, (long) dim);
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a row of column " + name + " has " + size + " values, more than an array can hold");
    }
    if (kind == Kind.LABEL && size != 1) {
      throw new IllegalArgumentException("label column " + name + " holds one index per row");
    }
    if (classes < 0 || !classNames.isEmpty() && classNames.size() != classes) {
      throw new IllegalArgumentException(
          "column " + name + " has " + classes + " classes, but " + classNames.size() + " names");
    }
  }

  /** A column that is no declared target and whose classes have no names. */
  public Column(String name, int[] shape, Kind kind, int classes) {
    this(name, shape, kind, classes, false, List.of());
  }

  /** A column of quantities. */
  public static Column real(String name, int... shape) {
    return new Column(name, shape, Kind.REAL, 0);
  }

  /** A column of class indices; {@code classes} is 0 where their number is not known. */
  public static Column label(String name, int classes) {
    return new Column(name, new int[0], Kind.LABEL, classes);
  }

  /** The same column, marked as what is to be predicted. */
  public Column asTarget() {
    return new Column(name, shape, kind, classes, true, classNames);
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** Floats in one row: the product of the shape, 1 for a scalar or a label. */
  public int size() {
    int size = 1;
    for (int dim : shape) {
      size *= dim;
    }
    return size;
  }

  /** Whether this is an input quantity: neither a label nor a declared target. */
  public boolean isFeature() {
    return kind == Kind.REAL && !target;
  }

  // Records compare array components by identity; columns are equal when their shapes are.
  @Override
  public boolean equals(Object other) {
    return other instanceof Column that
        && name.equals(that.name)
        && Arrays.equals(shape, that.shape)
        && kind == that.kind
        && classes == that.classes
        && target == that.target
        && classNames.equals(that.classNames);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, Arrays.hashCode(shape), kind, classes, target, classNames);
  }

  /** As in a program: {@code image [1, 28, 28]}, {@code label of 10 classes}. */
  @Override
  public String toString() {
    if (kind == Kind.LABEL) {
      return classes == 0 ? name + " label" : name + " of " + classes + " classes";
    }
    return name + " " + Arrays.toString(shape);
  }
}
