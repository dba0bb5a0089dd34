package dev.netc.runtime.kernel;

import java.util.List;

/** Rows that do not depend on each other, in halves for threads that need not meet for them. */
record Halves(Kernel first, Kernel second) implements Kernel, Staged {
  /** Makes the kernel of the rows from one to before another. */
  interface Maker {
    Kernel of(int from, int to);
  }

  /** The kernel of all rows. */
  static Kernel of(int rows, Maker maker) {
    int middle = rows / 2;
    return middle == 0
        ? maker.of(0, rows)
        : new Halves(maker.of(0, middle), maker.of(middle, rows));
  }

  @Override
  public List<List<Kernel>> stages() {
    return List.of(List.of(first, second));
  }

  @Override
  public void run() {
    first.run();
    second.run();
  }
}
