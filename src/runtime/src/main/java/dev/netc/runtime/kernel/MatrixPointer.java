package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import org.bytedeco.javacpp.FloatPointer;

/** A pointer of a kernel's own, so that it can be moved from matrix to matrix of a view. */
final class MatrixPointer {
  // Keeps the memory from the garbage collector.
  private final View view;
  private final FloatPointer pointer;

  MatrixPointer(View view) {
    this.view = view;
    this.pointer = new FloatPointer(view.pointer());
  }

  /** The same pointer on every call, now at the view's float of this index. */
  FloatPointer at(long index) {
    return pointer.position(view.pointer().position() + index);
  }
}
