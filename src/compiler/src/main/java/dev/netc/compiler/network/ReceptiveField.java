package dev.netc.compiler.network;

import dev.netc.compiler.op.Reach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The part of the input that an element of a result is computed from, along each axis of the image.
 * A layer that sees {@code span} elements of what it receives, {@code stride} apart from one result
 * to the next, makes of a field {@code (size, step)} the field {@code (size + (span - 1) · step,
 * step · stride)}.
 *
 * @param sizes elements of the input
 * @param steps elements of the input from the field of one element to that of its neighbour
 */
public record ReceptiveField(List<Double> sizes, List<Double> steps) {
  /** All of the input, or a part that has no place in it. */
  static final ReceptiveField EVERYTHING = new ReceptiveField(List.of(), List.of());

  public ReceptiveField {
    sizes = List.copyOf(sizes);
    steps = List.copyOf(steps);
  }

  /** Of the input itself. */
  static ReceptiveField point(int axes) {
    List<Double> ones = Collections.nCopies(axes, 1.0);
    return new ReceptiveField(ones, ones);
  }

  boolean isPoint() {
    return this != EVERYTHING && sizes.stream().allMatch(size -> size == 1);
  }

  /** As the field of a result with other axes. */
  ReceptiveField over(int axes) {
    if (this == EVERYTHING || axes == sizes.size()) {
      return this;
    }
    return isPoint() ? point(axes) : EVERYTHING;
  }

  /** Where several branches meet, the largest counts. */
  ReceptiveField or(ReceptiveField other) {
    if (this == EVERYTHING || other == EVERYTHING) {
      return EVERYTHING;
    }
    List<Double> size = new ArrayList<>();
    List<Double> step = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      size.add(Math.max(sizes.get(i), other.sizes.get(i)));
      step.add(Math.max(steps.get(i), other.steps.get(i)));
    }
    return new ReceptiveField(size, step);
  }

  /** Of the results of a layer that sees so far. */
  ReceptiveField through(List<Reach> reach) {
    if (this == EVERYTHING || reach.equals(Reach.EVERYTHING)) {
      return EVERYTHING;
    }
    List<Double> size = new ArrayList<>();
    List<Double> step = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      size.add(sizes.get(i) + (reach.get(i).span() - 1) * steps.get(i));
      step.add(steps.get(i) * reach.get(i).stride());
    }
    return new ReceptiveField(size, step);
  }

  /** Whole elements along each axis; none where it is everything. */
  public List<Long> extents() {
    return sizes.stream().map(size -> (long) Math.ceil(size)).toList();
  }
}
