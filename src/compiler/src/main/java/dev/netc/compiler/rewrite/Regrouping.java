package dev.netc.compiler.rewrite;

import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A change of shape as the smallest groups of neighbouring axes that become other groups: [8, 4, 6]
 * to [2, 4, 24] are the groups 8 to 2 · 4 and 4 · 6 to 24.
 */
record Regrouping(Shape from, Shape to, List<Group> groups) {

  /** Axes {@code from} up to {@code fromEnd} that become axes {@code to} up to {@code toEnd}. */
  record Group(int from, int fromEnd, int to, int toEnd) {}

  /** A shape, and for each of its axes the one of {@code to} that it is. */
  record Moved(Shape shape, List<Integer> axes) {}

  static Regrouping of(Shape from, Shape to) {
    List<Group> groups = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < from.rank() && j < to.rank()) {
      int beginI = i;
      int beginJ = j;
      long sizeI = from.dim(i++);
      long sizeJ = to.dim(j++);
      while (sizeI != sizeJ) {
        if (sizeI < sizeJ) {
          sizeI *= from.dim(i++);
        } else {
          sizeJ *= to.dim(j++);
        }
      }
      groups.add(new Group(beginI, i, beginJ, j));
    }
    // Axes of length 1 may be left over at the end.
    if (!groups.isEmpty()) {
      Group last = groups.remove(groups.size() - 1);
      i = last.from();
      j = last.to();
    }
    groups.add(new Group(i, from.rank(), j, to.rank()));
    return new Regrouping(from, to, groups);
  }

  Regrouping reversed() {
    return new Regrouping(
        to,
        from,
        groups.stream().map(g -> new Group(g.to(), g.toEnd(), g.from(), g.fromEnd())).toList());
  }

  /**
   * The change of shape where the operand lies in memory in another order of axes: what it makes of
   * that; empty if a group's axes are not together there.
   *
   * @param axes for each axis of {@code from} the one in memory
   */
  Optional<Moved> moved(List<Integer> axes) {
    List<Integer> inMemory =
        Permutes.inverse(axes).stream().filter(axis -> from.dim(axis) != 1).toList();
    for (Group group : groups) {
      List<Integer> places = places(group, inMemory);
      for (int k = 1; k < places.size(); k++) {
        if (places.get(k) != places.get(k - 1) + 1) {
          return Optional.empty();
        }
      }
    }
    List<Group> order =
        groups.stream()
            .sorted(Comparator.comparing(g -> places(g, inMemory).stream().findFirst().orElse(-1)))
            .toList();
    List<Integer> newAxes =
        order.stream().flatMap(g -> IntStream.range(g.to(), g.toEnd()).boxed()).toList();
    return Optional.of(new Moved(Permutes.shape(to, newAxes), newAxes));
  }

  /** Where the axes of a group that are longer than 1 come in memory. */
  private List<Integer> places(Group group, List<Integer> inMemory) {
    return IntStream.range(group.from(), group.fromEnd())
        .filter(axis -> from.dim(axis) != 1)
        .mapToObj(inMemory::indexOf)
        .toList();
  }
}
