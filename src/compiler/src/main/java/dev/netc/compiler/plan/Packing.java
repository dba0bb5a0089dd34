package dev.netc.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts buffers with known lifetimes into one memory. Two buffers that live at the same time do not
 * overlap; others may. The largest go first, each to the lowest gap that holds it.
 */
final class Packing {
  /**
   * A buffer to place.
   *
   * @param size floats
   * @param first the step that writes it first
   * @param last the last step that reads it
   */
  record Buffer(long size, int first, int last) {
    boolean meets(Buffer other) {
      return first <= other.last && other.first <= last;
    }
  }

  private final List<Buffer> buffers;
  private final long[] offsets;
  private long size;

  private Packing(List<Buffer> buffers) {
    this.buffers = buffers;
    this.offsets = new long[buffers.size()];
  }

  static Packing of(List<Buffer> buffers) {
    Packing packing = new Packing(buffers);
    packing.place();
    return packing;
  }

  /** Where a buffer begins. */
  long offset(int buffer) {
    return offsets[buffer];
  }

  /** The floats that all buffers need together. */
  long size() {
    return size;
  }

  private void place() {
    List<Integer> order =
        IntStream.range(0, buffers.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> -buffers.get(i).size())
                    .thenComparing(i -> buffers.get(i).first())
                    .thenComparing(i -> i))
            .toList();
    List<Integer> placed = new ArrayList<>();
    for (int i : order) {
      offsets[i] = lowestGap(i, placed);
      size = Math.max(size, offsets[i] + Place.aligned(buffers.get(i).size()));
      placed.add(i);
    }
  }

  private long lowestGap(int buffer, List<Integer> placed) {
    Buffer wanted = buffers.get(buffer);
    List<Integer> neighbours =
        placed.stream()
            .filter(other -> buffers.get(other).meets(wanted))
            .sorted(Comparator.comparing((Integer other) -> offsets[other]))
            .toList();
    long at = 0;
    for (int other : neighbours) {
      if (offsets[other] - at >= Place.aligned(wanted.size())) {
        return at;
      }
      at = Math.max(at, offsets[other] + Place.aligned(buffers.get(other).size()));
    }
    return at;
  }
}
