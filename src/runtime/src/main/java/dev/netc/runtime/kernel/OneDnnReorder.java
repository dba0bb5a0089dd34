package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Changes of a tensor's layout. */
final class OneDnnReorder {
  /** What most sizes of blocks along an axis divide. */
  private static final long BLOCK = 64;

  /** Floats that are worth a piece of their own. */
  private static final long WORTHWHILE = 131_072;

  private static final int MOST_PIECES = 8;

  private OneDnnReorder() {}

  static boolean isSame(dnnl_memory_desc a, dnnl_memory_desc b) {
    return dnnl_memory_desc_equal(a, b) != 0;
  }

  /** How many floats a tensor of some layout has memory of. */
  static long floats(dnnl_memory_desc layout) {
    long bytes = dnnl_memory_desc_get_size(layout);
    return (bytes + Float.BYTES - 1) / Float.BYTES;
  }

  /** A kernel that copies x to y. */
  static Kernel kernel(
      OneDnnScope scope, dnnl_memory_desc layoutOfX, View x, dnnl_memory_desc layoutOfY, View y) {
    return kernel(scope, desc(scope, layoutOfX, layoutOfY), x, y);
  }

  /**
   * A kernel that copies a large x to y in pieces along the first axis, which threads share. A
   * piece begins at a whole block of either layout; where there is no such way, one thread copies
   * all.
   *
   * @param dims of both
   */
  static Kernel shared(
      OneDnnScope scope,
      long[] dims,
      dnnl_memory_desc layoutOfX,
      View x,
      dnnl_memory_desc layoutOfY,
      View y) {
    long blocks = dims[0] / BLOCK;
    long pieces = Math.min(Math.min(blocks, MOST_PIECES), Operands.product(dims) / WORTHWHILE);
    if (pieces < 2) {
      return kernel(scope, layoutOfX, x, layoutOfY, y);
    }
    List<Kernel> kernels = new ArrayList<>();
    for (long i = 0; i < pieces; i++) {
      long from = blocks * i / pieces * BLOCK;
      long to = i == pieces - 1 ? dims[0] : blocks * (i + 1) / pieces * BLOCK;
      Optional<dnnl_memory_desc> partOfX = part(scope, layoutOfX, dims, from, to);
      Optional<dnnl_memory_desc> partOfY = part(scope, layoutOfY, dims, from, to);
      if (partOfX.isEmpty() || partOfY.isEmpty()) {
        return kernel(scope, layoutOfX, x, layoutOfY, y);
      }
      kernels.add(kernel(scope, partOfX.get(), x, partOfY.get(), y));
    }
    return scope.oneDnn.team.shared(kernels.toArray(Kernel[]::new));
  }

  /** A part of a tensor's memory, or nothing if it would begin or end within a block. */
  private static Optional<dnnl_memory_desc> part(
      OneDnnScope scope, dnnl_memory_desc layout, long[] dims, long from, long to) {
    long[] size = dims.clone();
    size[0] = to - from;
    long[] start = new long[dims.length];
    start[0] = from;
    dnnl_memory_desc part = new dnnl_memory_desc();
    return dnnl_memory_desc_create_submemory(part, layout, size, start) == dnnl_success
        ? Optional.of(scope.add(part))
        : Optional.empty();
  }

  /** A kernel that copies x to y, or nothing if oneDNN has no code made for it. */
  static Optional<Kernel> fast(
      OneDnnScope scope, dnnl_memory_desc layoutOfX, View x, dnnl_memory_desc layoutOfY, View y) {
    dnnl_primitive_desc desc = desc(scope, layoutOfX, layoutOfY);
    return OneDnn.implementation(desc).startsWith("jit")
        ? Optional.of(kernel(scope, desc, x, y))
        : Optional.empty();
  }

  private static dnnl_primitive_desc desc(
      OneDnnScope scope, dnnl_memory_desc layoutOfX, dnnl_memory_desc layoutOfY) {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    OneDnn.require(
        dnnl_reorder_primitive_desc_create(
            desc,
            layoutOfX,
            scope.oneDnn.engine,
            layoutOfY,
            scope.oneDnn.engine,
            scope.attributes()),
        "a change of layout");
    return scope.add(desc);
  }

  private static Kernel kernel(OneDnnScope scope, dnnl_primitive_desc desc, View x, View y) {
    return new OneDnnKernel(
        scope,
        desc,
        List.of(
            new OneDnnKernel.Argument(DNNL_ARG_FROM, x),
            new OneDnnKernel.Argument(DNNL_ARG_TO, y)));
  }
}
