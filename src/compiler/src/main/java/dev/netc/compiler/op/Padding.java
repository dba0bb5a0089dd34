package dev.netc.compiler.op;

import java.util.List;

/**
 * What stands around an image.
 *
 * @param isSame as much as keeps the size (or divides it by the stride, rounded up)
 * @param sides otherwise for each axis, or once for all of them: the elements before and after, or
 *     one number for both
 */
public record Padding(boolean isSame, List<List<Integer>> sides) {
  public static final Padding SAME = new Padding(true, List.of());
  public static final Padding NONE = of(0);

  public Padding {
    sides = sides.stream().map(List::copyOf).toList();
  }

  /** The same everywhere. */
  public static Padding of(int amount) {
    return new Padding(false, List.of(List.of(amount)));
  }

  /** The given elements before and after each axis. */
  public static Padding of(List<List<Integer>> sides) {
    return new Padding(false, sides);
  }

  /** The elements before an axis, of as many axes as {@link #sides} was checked for. */
  int before(int axis) {
    return side(axis).get(0);
  }

  /** The elements after an axis. */
  int after(int axis) {
    List<Integer> side = side(axis);
    return side.get(side.size() - 1);
  }

  private List<Integer> side(int axis) {
    return sides.get(sides.size() == 1 ? 0 : axis);
  }

  @Override
  public String toString() {
    return isSame ? "same" : sides.toString();
  }
}
