package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum in parts, each computed by itself into a place of its own; they are added in order. How
 * many there are depends on sizes alone, so that the bits do not depend on the number of threads.
 */
final class PartialSums {
  private static final int MOST_PARTS = 8;

  /** Floats that all parts may take, where there are more than two: 16 MiB. */
  private static final long MOST_FLOATS = 1 << 22;

  /** Multiplications that are worth a part of their own: some 10 µs. */
  private static final long WORTHWHILE = 500_000;

  private PartialSums() {}

  /** Makes the kernel of one part, of the terms from one to before another. */
  interface Part {
    Kernel of(int from, int to, View sum);
  }

  /**
   * A kernel that computes a sum.
   *
   * @param terms that can be summed apart
   * @param work multiplications in all
   */
  static Kernel kernel(Team team, Scratch scratch, int terms, long work, View sum, Part maker) {
    int parts = parts(terms, work, sum.size());
    if (parts == 1) {
      return maker.of(0, terms, sum);
    }
    Kernel[] kernels = new Kernel[parts];
    View[] sums = new View[parts];
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) terms * i / parts);
      int to = (int) ((long) terms * (i + 1) / parts);
      // The first one lies where the others are added to it.
      sums[i] = i == 0 ? sum : scratch.take(sum.size());
      kernels[i] = maker.of(from, to, sums[i]);
    }
    return new InOrder(
        team.shared(kernels), sum(team, List.of(sums), null, Activation.IDENTITY, sum));
  }

  /**
   * The kernel that adds the parts, in order.
   *
   * @param bias of more than one number, added to each row of the sum; null for none
   * @param f the activation of the sum with its bias
   * @param sum may be the first of the parts
   */
  static Kernel sum(Team team, List<View> parts, View bias, Activation f, View sum) {
    List<View> terms = new ArrayList<>(parts);
    if (bias != null) {
      terms.add(bias);
    }
    TileFunction function =
        (in, out, n) -> {
          add(in, out[0], n);
          BiasActivation.activate(f, out[0], n);
        };
    return ElementwiseKernel.shared(
        team, function, terms.toArray(View[]::new), new View[] {sum}, Math.toIntExact(sum.size()));
  }

  private static int parts(int terms, long work, long size) {
    long affordable = Math.max(2, MOST_FLOATS / size);
    long worthwhile = Math.max(1, work / WORTHWHILE);
    return (int) Math.min(Math.min(terms, MOST_PARTS), Math.min(affordable, worthwhile));
  }

  private static void add(Tile[] in, float[] sum, int n) {
    in[0].copyTo(sum, n);
    for (int k = 1; k < in.length; k++) {
      in[k].addTo(sum, n);
    }
  }
}
