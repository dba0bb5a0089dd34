package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** A row per index: 1 at the index, 0 elsewhere. */
final class OneHotKernel implements Kernel {
  private final View index;
  private final View y;
  private final Kernel zero;
  private final int classes;
  private final int count;

  OneHotKernel(View index, View y, int classes) {
    this.index = index;
    this.y = y;
    this.zero = new FillKernel(y, 0);
    this.classes = classes;
    this.count = Math.toIntExact(index.size());
  }

  @Override
  public void run() {
    zero.run();
    for (int j = 0; j < count; j++) {
      y.set(j * classes + IndexOutOfRange.checked(index.get(j), j, classes), 1f);
    }
  }
}
