package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Changes of a tensor's layout. */
final class OneDnnReorder {
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

  /** The same, or nothing if oneDNN has no code made for it. */
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
