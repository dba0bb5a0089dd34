package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.nio.FloatBuffer;

/** A row per index: 1 at the index, 0 elsewhere. */
final class OneHotKernel implements Kernel {
  private final FloatBuffer index;
  private final FloatBuffer y;
  private final Kernel zero;
  private final int classes;
  private final int count;

  OneHotKernel(View index, View y, int classes) {
    this.index = index.buffer();
    this.y = y.buffer();
    this.zero = new FillKernel(y, 0);
    this.classes = classes;
    this.count = Math.toIntExact(index.size());
  }

  @Override
  public void run() {
    zero.run();
    for (int j = 0; j < count; j++) {
      y.put(j * classes + IndexOutOfRange.checked(index.get(j), j, classes), 1f);
    }
  }
}
