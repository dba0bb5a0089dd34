package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Queue;

/**
 * A part of a convolution by {@link Winograd}'s method, which one thread computes.
 *
 * @param free what threads need for parts of this size, for as many as may run at a time
 * @param residual as y, perhaps y itself, or null
 * @param direct the kernel that serves where the method would not
 */
record WinogradPiece(ConvSpec spec, Queue<Room> free, View x, View residual, View y, Kernel direct)
    implements Kernel {

  /**
   * What a thread needs.
   *
   * @param strips rows of its planes
   */
  record Room(WinogradPlanes planes, int strips) {}

  @Override
  public void run() {
    Room room = free.remove();
    try {
      WinogradPlanes planes = room.planes;
      WinogradRows rows = WinogradRows.ofThread();
      if (rows.read(x, spec.window(), planes, 0, room.strips)) {
        planes.multiply();
        rows.write(spec, planes, residual, y, 0, room.strips);
      } else {
        direct.run();
      }
    } finally {
      free.add(room);
    }
  }
}
