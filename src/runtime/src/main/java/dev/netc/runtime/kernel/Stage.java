package dev.netc.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kernels of a {@link Chain}, or pieces of one, that may run at the same time.
 *
 * @param origins of each piece, the piece of the chain that wrote what it reads, or {@link
 *     Origin#NONE}; empty where nobody has looked for it
 */
record Stage(List<Kernel> pieces, List<Footprint> footprints, List<Integer> origins) {
  /** Elements of a part: few, for the last ones of two threads to end at about the same time. */
  private static final int PART = 10_000;

  /** Of a kernel with more elements, parts are larger. */
  private static final int MOST_PARTS = 32;

  /** Bytes that are touched in less time than another thread takes to learn that they were. */
  private static final long SHORT = 8192;

  /** The stages of a kernel after others, or nothing if a piece does not know what it touches. */
  static Optional<List<Stage>> of(Kernel kernel, List<Stage> earlier) {
    if (kernel instanceof Divisible divisible && divisible.elements() >= ElementwiseKernel.LARGE) {
      return divided(divisible, earlier).map(List::of);
    }
    List<Stage> stages = new ArrayList<>();
    for (List<Kernel> pieces : Staged.of(kernel)) {
      Optional<Stage> stage = ofPieces(pieces, List.of());
      if (stage.isEmpty()) {
        return Optional.empty();
      }
      stages.add(stage.get());
    }
    return Optional.of(stages);
  }

  private static Optional<Stage> ofPieces(List<Kernel> pieces, List<Integer> origins) {
    List<Footprint> footprints = new ArrayList<>();
    for (Kernel piece : pieces) {
      Optional<Footprint> footprint = Footprint.of(piece);
      if (footprint.isEmpty()) {
        return Optional.empty();
      }
      footprints.add(footprint.get());
    }
    return Optional.of(new Stage(pieces, footprints, origins));
  }

  /** A kernel of many elements, in the pieces in which what it reads was written. */
  private static Optional<Stage> divided(Divisible kernel, List<Stage> earlier) {
    List<Footprint> footprints = new ArrayList<>();
    earlier.forEach(stage -> footprints.addAll(stage.footprints));
    int unit = kernel.unit();
    int most = Math.max(unit, Math.max(PART, kernel.elements() / MOST_PARTS) / unit * unit);
    List<Kernel> pieces = new ArrayList<>();
    List<Integer> origins = new ArrayList<>();
    for (Origin origin : Origin.of(kernel, footprints)) {
      for (int from = origin.from(); from < origin.to(); from += most) {
        pieces.add(kernel.part(from, Math.min(origin.to(), from + most)));
        origins.add(origin.piece());
      }
    }
    return ofPieces(pieces, origins);
  }

  /** The pieces of all stages. */
  static int pieces(List<Stage> stages) {
    return stages.stream().mapToInt(stage -> stage.pieces.size()).sum();
  }

  /**
   * Adds it to others; what is short and must wait for one that is short as well goes with that.
   */
  void appendTo(List<Stage> stages) {
    int last = stages.size() - 1;
    if (last >= 0 && isShort() && stages.get(last).isShort() && mustFollow(stages.get(last))) {
      stages.set(last, stages.get(last).with(this));
    } else {
      stages.add(this);
    }
  }

  private boolean isShort() {
    return pieces.size() == 1 && footprints.get(0).bytes() <= SHORT;
  }

  private boolean mustFollow(Stage earlier) {
    return footprints.get(0).mustFollow(earlier.footprints.get(0));
  }

  /** The pieces of two stages that have one each, as one. */
  private Stage with(Stage next) {
    Kernel both = new InOrder(pieces.get(0), next.pieces.get(0));
    Footprint touched = footprints.get(0).and(next.footprints.get(0));
    return new Stage(List.of(both), List.of(touched), origins);
  }
}
