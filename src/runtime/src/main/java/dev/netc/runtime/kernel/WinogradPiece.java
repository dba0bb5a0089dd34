package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * A part of a convolution by {@link Winograd}'s method.
 *
 * @param free planes of the part's size, for as many parts as may run at a time
 * @param residual as y, perhaps y itself, or null
 * @param direct makes the kernel that serves where the method would not
 */
record WinogradPiece(
    ConvSpec spec,
    Queue<WinogradPlanes> free,
    View x,
    View residual,
    View y,
    Supplier<Kernel> direct)
    implements Kernel {

  @Override
  public void run() {
    WinogradPlanes planes = free.remove();
    try {
      if (planes.read(x, spec.window())) {
        planes.multiply();
        planes.write(spec, residual, y);
      } else {
        Kernel kernel = direct.get();
        kernel.prepare();
        kernel.run();
      }
    } finally {
      free.add(planes);
    }
  }
}
