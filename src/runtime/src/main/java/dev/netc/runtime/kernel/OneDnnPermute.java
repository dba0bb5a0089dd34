package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Axes of large tensors reordered by oneDNN, in pieces along the first axis of x where that pays.
 */
final class OneDnnPermute {
  /** Floats that are worth the call. */
  private static final long WORTHWHILE = 16_384;

  /** Floats that are worth a piece of their own. */
  private static final long WORTHWHILE_PIECE = 32_768;

  private static final int MOST_PIECES = 32;

  /**
   * Of an axis that moves, what a piece has at least: with less, pieces would write single numbers
   * into each other's cache lines.
   */
  private static final long SHORTEST = 64;

  private final OneDnn oneDnn;
  private final long[] dims;
  private final boolean firstStays;
  private final long[] stridesOfX;
  private final long[] stridesOfY;

  /**
   * @param dims of x
   * @param axes that y has, by their numbers in x
   */
  OneDnnPermute(OneDnn oneDnn, long[] dims, int[] axes) {
    this.oneDnn = oneDnn;
    this.dims = dims.clone();
    this.firstStays = axes[0] == 0;
    this.stridesOfX = Operands.strides(dims);
    this.stridesOfY = new long[dims.length];
    long stride = 1;
    for (int i = axes.length - 1; i >= 0; i--) {
      stridesOfY[axes[i]] = stride;
      stride *= dims[axes[i]];
    }
  }

  /** Whether the tensor is large, and its last axis moves; else runs are copied. */
  static boolean fits(long[] dims, int[] axes) {
    int last = axes.length - 1;
    return last > 0
        && axes[last] != last
        && dims.length <= OneDnn.MOST_AXES
        && Operands.product(dims) >= WORTHWHILE;
  }

  /** The kernel, or nothing if oneDNN cannot do it fast. */
  Optional<Kernel> kernel(View x, View y) {
    long pieces = pieces(x.size());
    List<Kernel> kernels = new ArrayList<>();
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      for (long i = 0; i < pieces; i++) {
        long from = dims[0] * i / pieces;
        long to = dims[0] * (i + 1) / pieces;
        long[] part = dims.clone();
        part[0] = to - from;
        dnnl_memory_desc layoutOfX = scope.add(OneDnn.describe(part, stridesOfX));
        dnnl_memory_desc layoutOfY = scope.add(OneDnn.describe(part, stridesOfY));
        Optional<Kernel> kernel =
            OneDnnReorder.fast(
                scope,
                layoutOfX,
                part(x, from * stridesOfX[0], part, stridesOfX),
                layoutOfY,
                part(y, from * stridesOfY[0], part, stridesOfY));
        if (kernel.isEmpty()) {
          return kernel;
        }
        kernels.add(kernel.get());
      }
    }
    return Optional.of(oneDnn.team.shared(kernels.toArray(Kernel[]::new)));
  }

  private long pieces(long floats) {
    long most = Math.min(MOST_PIECES, firstStays ? dims[0] : dims[0] / SHORTEST);
    return Math.max(1, Math.min(most, floats / WORTHWHILE_PIECE));
  }

  /** From the first float of a part to its last, and what lies in between. */
  private static View part(View view, long at, long[] dims, long[] strides) {
    long last = 0;
    for (int i = 0; i < dims.length; i++) {
      last += (dims[i] - 1) * strides[i];
    }
    return view.arena().view(view.offset() + at, last + 1);
  }
}
