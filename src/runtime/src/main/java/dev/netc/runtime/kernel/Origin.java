package dev.netc.runtime.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Elements of a kernel's input that one earlier piece has written, or none has.
 *
 * @param from the first element
 * @param to the element after the last one
 * @param piece the number of the piece, or {@link #NONE}
 */
record Origin(int from, int to, int piece) {
  /** Of what was there before all pieces. */
  static final int NONE = -1;

  /** Elements in a row that are worth being told apart from those before them. */
  private static final int LEAST = 1024;

  /**
   * Where the elements of a kernel come from: in order, together all of them, apart at multiples of
   * its unit. It is the first input that counts of those that earlier pieces have written to.
   *
   * @param earlier what earlier pieces touched, in order
   */
  static List<Origin> of(Divisible kernel, List<Footprint> earlier) {
    for (Footprint.Range input : kernel.inputs()) {
      List<Origin> origins = of(input, kernel.elements(), earlier);
      if (origins.size() > 1 || origins.stream().anyMatch(origin -> origin.piece != NONE)) {
        return joined(origins, kernel.unit());
      }
    }
    return List.of(new Origin(0, kernel.elements(), NONE));
  }

  private static List<Origin> of(Footprint.Range input, int elements, List<Footprint> earlier) {
    List<Origin> found = new ArrayList<>();
    List<Origin> open = List.of(new Origin(0, elements, NONE));
    for (int i = earlier.size() - 1; i >= 0 && !open.isEmpty(); i--) {
      for (Footprint.Range written : earlier.get(i).writes()) {
        if (written.meets(input)) {
          int from = element(written.from(), input, elements);
          int to = element(written.to(), input, elements);
          open = divided(open, new Origin(from, to, i), found);
        }
      }
    }
    found.addAll(open);
    found.sort(Comparator.comparingInt(Origin::from));
    return found;
  }

  private static int element(long address, Footprint.Range input, int elements) {
    return (int) Math.max(0, Math.min(elements, (address - input.from()) / Float.BYTES));
  }

  /** What is still open when a piece is known; what it has of the open ones goes to the found. */
  private static List<Origin> divided(List<Origin> open, Origin piece, List<Origin> found) {
    List<Origin> rest = new ArrayList<>();
    for (Origin origin : open) {
      int from = Math.max(origin.from, piece.from);
      int to = Math.min(origin.to, piece.to);
      if (from >= to) {
        rest.add(origin);
        continue;
      }
      found.add(new Origin(from, to, piece.piece));
      if (origin.from < from) {
        rest.add(new Origin(origin.from, from, NONE));
      }
      if (to < origin.to) {
        rest.add(new Origin(to, origin.to, NONE));
      }
    }
    return rest;
  }

  /** Without short ones, which go with a neighbour, and apart at multiples of a unit. */
  private static List<Origin> joined(List<Origin> origins, int unit) {
    List<Origin> joined = new ArrayList<>();
    for (Origin origin : origins) {
      int end = joined.size() - 1;
      int from = origin.from / unit * unit;
      if (end < 0) {
        joined.add(origin);
      } else if (joined.get(end).isWith(origin, from)) {
        joined.set(end, joined.get(end).with(origin));
      } else {
        joined.set(end, new Origin(joined.get(end).from, from, joined.get(end).piece));
        joined.add(new Origin(from, origin.to, origin.piece));
      }
    }
    return joined;
  }

  /** Whether the next one, told apart at an element, had better go with this one. */
  private boolean isWith(Origin next, int at) {
    return next.piece == piece || at - from < LEAST || next.to - at < LEAST;
  }

  private Origin with(Origin next) {
    return new Origin(from, next.to, next.to - next.from > to - from ? next.piece : piece);
  }
}
