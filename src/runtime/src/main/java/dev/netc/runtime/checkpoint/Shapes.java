package dev.netc.runtime.checkpoint;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Arithmetic on shapes that were read from files, where no number can be trusted. */
final class Shapes {
  /** The most elements of one array: what a Java array can hold on every JVM. */
  static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  /** The most dimensions; NumPy's own limit. */
  static final int MAX_RANK = 64;

  private Shapes() {}

  /**
   * The number of elements, or -1 when it is negative, overflows or is over {@link #MAX_ELEMENTS}.
   */
  static long elements(long[] shape) {
    long product = 1;
    boolean empty = false;
    for (long size : shape) {
      if (size < 0) return -1;
      empty |= size == 0;
    }
    if (empty) return 0;
    for (long size : shape) {
      if (size > MAX_ELEMENTS / product) return -1;
      product *= size;
    }
    return product;
  }

  /** As in the .net language: {@code [784, 50]}, and {@code []} for a scalar. */
  static String text(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
