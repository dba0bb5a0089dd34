package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/** Kernels that only move floats, shared by a team along their first axis if there are many. */
final class Moves {
  /** Floats that are worth sharing: some 10 µs. */
  private static final long WORTHWHILE = 32_768;

  private final Team team;

  Moves(Team team) {
    this.team = team;
  }

  /** Shared where the first axis stays the first: images of a batch. */
  Kernel permute(View x, View y, long[] dims, int[] axes) {
    if (axes.length < 2 || axes[0] != 0) {
      return PermuteKernel.of(x, y, dims, axes);
    }
    return shared(
        dims[0],
        y.size(),
        (from, count) -> {
          long[] part = dims.clone();
          part[0] = count;
          long size = x.size() / dims[0];
          return PermuteKernel.of(
              run(x, from * size, count * size), run(y, from * size, count * size), part, axes);
        });
  }

  Kernel copyRegion(
      View x, long[] xDims, long[] xAt, View y, long[] yDims, long[] yAt, long[] size) {
    if (size.length == 0) {
      return CopyBoxKernel.region(x, xDims, xAt, y, yDims, yAt, size);
    }
    return shared(
        size[0],
        Operands.product(size),
        (from, count) ->
            CopyBoxKernel.region(
                x,
                xDims,
                withFirst(xAt, xAt[0] + from),
                y,
                yDims,
                withFirst(yAt, yAt[0] + from),
                withFirst(size, count)));
  }

  private static long[] withFirst(long[] values, long first) {
    long[] changed = values.clone();
    changed[0] = first;
    return changed;
  }

  Kernel broadcast(View x, View y, int outer, int repeat, int inner) {
    if (outer == 1) {
      return shared(
          repeat,
          y.size(),
          (from, count) ->
              new BroadcastKernel(x, run(y, from * inner, count * inner), 1, (int) count, inner));
    }
    long block = (long) repeat * inner;
    return shared(
        outer,
        y.size(),
        (from, count) ->
            new BroadcastKernel(
                run(x, from * inner, count * inner),
                run(y, from * block, count * block),
                (int) count,
                repeat,
                inner));
  }

  private interface Part {
    Kernel of(long from, long count);
  }

  private Kernel shared(long length, long floats, Part maker) {
    int pieces = (int) Math.min(length, Math.min(team.size, 1 + floats / WORTHWHILE));
    List<Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      long from = length * i / pieces;
      kernels.add(maker.of(from, length * (i + 1) / pieces - from));
    }
    return team.shared(kernels.toArray(Kernel[]::new));
  }

  private static View run(View view, long from, long size) {
    return view.arena().view(view.offset() + from, size);
  }
}
