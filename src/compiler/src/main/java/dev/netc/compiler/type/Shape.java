package dev.netc.compiler.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The dimensions of a tensor without the batch; a scalar has none. */
public record Shape(List<Integer> dims) {
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
  }

  public static Shape of(int... dims) {
    List<Integer> list = new ArrayList<>();
    for (int dim : dims) {
      list.add(dim);
    }
    return new Shape(list);
  }

  public int rank() {
    return dims.size();
  }

  /** A dimension; negative axes count from the last one. */
  public int dim(int axis) {
    return dims.get(axis < 0 ? axis + rank() : axis);
  }

  /** The number of elements, exact: a product beyond {@code long} throws. */
  public long size() {
    long size = 1;
    for (int dim : dims) {
      size = Math.multiplyExact(size, dim);
    }
    return size;
  }

  /** The number of elements along the axes {@code from} up to, not including, {@code to}. */
  public long size(int from, int to) {
    return new Shape(dims.subList(from, to)).size();
  }

  /** This shape with one dimension replaced. */
  public Shape with(int axis, int dim) {
    List<Integer> list = new ArrayList<>(dims);
    list.set(axis, dim);
    return new Shape(list);
  }

  public Shape without(int axis) {
    List<Integer> list = new ArrayList<>(dims);
    list.remove(axis);
    return new Shape(list);
  }

  public Shape inserting(int axis, int dim) {
    List<Integer> list = new ArrayList<>(dims);
    list.add(axis, dim);
    return new Shape(list);
  }

  /** The common shape of two operands by NumPy's rule: aligned at the end, 1 stretches. */
  public static Optional<Shape> broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int x = i < rank - a.rank() ? 1 : a.dim(i - rank + a.rank());
      int y = i < rank - b.rank() ? 1 : b.dim(i - rank + b.rank());
      if (x != y && x != 1 && y != 1) {
        return Optional.empty();
      }
      dims.add(x == 1 ? y : x);
    }
    return Optional.of(new Shape(dims));
  }

  /** As messages show it: {@code [3, 28, 28]}. */
  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
