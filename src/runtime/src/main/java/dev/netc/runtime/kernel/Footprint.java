package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The memory that a kernel touches.
 *
 * @param reads all that it may read
 * @param writes all that it may write, also what it needs only while it runs
 */
record Footprint(List<Range> reads, List<Range> writes) {
  /** Of what touches no memory. */
  static final Footprint NONE = new Footprint(List.of(), List.of());

  /** A kernel that knows its footprint. */
  interface Known {
    /** The footprint, or nothing if a part of the kernel does not know its own. */
    Optional<Footprint> footprint();
  }

  /**
   * Memory from one address to before another.
   *
   * @param from address of the first byte
   * @param to address of the byte after the last one
   */
  record Range(long from, long to) {
    private static final AtomicLong ARRAYS = new AtomicLong(Long.MIN_VALUE);

    static Range of(View view) {
      return of(view, 0, view.size());
    }

    /** Some floats of a view. */
    static Range of(View view, long first, long floats) {
      long from = view.address() + first * Float.BYTES;
      return new Range(from, from + floats * Float.BYTES);
    }

    /** Rows of a view from one to before another. */
    static Range ofRows(View view, int from, int to, long length) {
      return of(view, from * length, (to - from) * length);
    }

    /** A range of its own for what a kernel keeps in arrays, where no native memory is. */
    static Range ofArrays() {
      long from = ARRAYS.getAndIncrement();
      return new Range(from, from + 1);
    }

    long bytes() {
      return to - from;
    }

    boolean meets(Range other) {
      return from < other.to && other.from < to;
    }

    boolean contains(Range other) {
      return from <= other.from && other.to <= to;
    }
  }

  static Footprint of(View read, View written) {
    return new Footprint(List.of(Range.of(read)), List.of(Range.of(written)));
  }

  /** The footprint of any kernel, or nothing if it does not know it. */
  static Optional<Footprint> of(Kernel kernel) {
    return kernel instanceof Known known ? known.footprint() : Optional.empty();
  }

  /** How much memory it may touch. */
  long bytes() {
    return Stream.concat(reads.stream(), writes.stream()).mapToLong(Range::bytes).sum();
  }

  /** Of what touches this memory and that of another as well. */
  Footprint and(Footprint other) {
    return new Footprint(joined(reads, other.reads), joined(writes, other.writes));
  }

  private static List<Range> joined(List<Range> first, List<Range> second) {
    List<Range> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Whether a kernel must not begin before an earlier one has ended. */
  boolean mustFollow(Footprint earlier) {
    return meet(earlier.writes, reads)
        || meet(earlier.writes, writes)
        || meet(earlier.reads, writes);
  }

  /** Whether a kernel touches some of this memory. */
  boolean meets(Range memory) {
    return meet(reads, List.of(memory)) || meet(writes, List.of(memory));
  }

  private static boolean meet(List<Range> some, List<Range> others) {
    for (Range a : some) {
      for (Range b : others) {
        if (a.meets(b)) {
          return true;
        }
      }
    }
    return false;
  }
}
