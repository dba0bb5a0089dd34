package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory that a kernel touches.
 *
 * @param reads all that it may read
 * @param writes all that it may write, also what it needs only while it runs
 */
record Footprint(List<View> reads, List<View> writes) {
  /** A kernel that knows its footprint. */
  interface Known {
    /** The footprint, or nothing if a part of the kernel does not know its own. */
    Optional<Footprint> footprint();
  }

  static Footprint of(View read, View written) {
    return new Footprint(List.of(read), List.of(written));
  }

  /** The footprint of any kernel, or nothing if it does not know it. */
  static Optional<Footprint> of(Kernel kernel) {
    return kernel instanceof Known known ? known.footprint() : Optional.empty();
  }

  /** Of what touches this memory and that of another as well. */
  Footprint and(Footprint other) {
    return new Footprint(joined(reads, other.reads), joined(writes, other.writes));
  }

  private static List<View> joined(List<View> first, List<View> second) {
    List<View> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Whether a kernel must not begin before an earlier one has ended. */
  boolean mustFollow(Footprint earlier) {
    return meet(earlier.writes, reads)
        || meet(earlier.writes, writes)
        || meet(earlier.reads, writes);
  }

  private static boolean meet(List<View> some, List<View> others) {
    for (View a : some) {
      for (View b : others) {
        if (a.address() < end(b) && b.address() < end(a)) {
          return true;
        }
      }
    }
    return false;
  }

  private static long end(View view) {
    return view.address() + view.size() * Float.BYTES;
  }
}
