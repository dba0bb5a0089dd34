package dev.netc.runtime.kernel;

import java.util.List;

/** Two kernels for the rows of one, for threads that need not meet for so little work. */
final class Halves {
  private Halves() {}

  /** Makes the kernel of the rows from one to before another. */
  interface Maker {
    Kernel of(int from, int to);
  }

  /** One stage of halves; of a single row, of that. */
  static List<List<Kernel>> of(int from, int to, Maker maker) {
    int middle = from + (to - from) / 2;
    return middle == from
        ? List.of(List.of(maker.of(from, to)))
        : List.of(List.of(maker.of(from, middle), maker.of(middle, to)));
  }
}
