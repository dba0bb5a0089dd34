package dev.netc.compiler.op;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Axes as programs name them: from 0, or from the end with a negative number; the batch is none.
 */
final class Axes {
  private Axes() {}

  /** The named axes in ascending order; all of them where none is named. */
  static List<Integer> of(List<Integer> named, Shape shape) throws Mismatch {
    if (named.isEmpty()) {
      return IntStream.range(0, shape.rank()).boxed().toList();
    }
    List<Integer> axes = new ArrayList<>();
    for (int axis : named) {
      int resolved = one(axis, shape);
      if (axes.contains(resolved)) {
        throw new Mismatch(Code.BAD_INDEX, "axis %d is named twice".formatted(axis));
      }
      axes.add(resolved);
    }
    return axes.stream().sorted().toList();
  }

  /** Axes that were checked before. */
  static List<Integer> checked(List<Integer> named, Shape shape) {
    try {
      return of(named, shape);
    } catch (Mismatch e) {
      throw new IllegalStateException(e);
    }
  }

  static int one(int axis, Shape shape) throws Mismatch {
    int resolved = axis < 0 ? axis + shape.rank() : axis;
    if (resolved < 0 || resolved >= shape.rank()) {
      String known =
          shape.rank() == 0 ? "a scalar has no axes" : "its axes are 0 to " + (shape.rank() - 1);
      throw new Mismatch(Code.BAD_INDEX, "axis %d does not exist in %s".formatted(axis, shape))
          .note(known + "; the batch is not counted");
    }
    return resolved;
  }

  /** What remains of a shape when axes are folded. */
  static Shape without(Shape shape, List<Integer> axes) {
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(shape.dim(axis));
      }
    }
    return new Shape(dims);
  }
}
