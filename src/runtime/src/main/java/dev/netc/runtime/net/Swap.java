package dev.netc.runtime.net;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;

/** Exchanges the contents of two runs of floats, bit for bit. */
final class Swap {
  private static final int TILE = 4096;

  private Swap() {}

  static void contents(Arena a, long fromA, Arena b, long fromB, long size) {
    float[] ofA = new float[TILE];
    float[] ofB = new float[TILE];
    for (long at = 0; at < size; at += TILE) {
      int n = (int) Math.min(TILE, size - at);
      View viewA = a.view(fromA + at, n);
      View viewB = b.view(fromB + at, n);
      viewA.get(0, ofA, 0, n);
      viewB.get(0, ofB, 0, n);
      viewA.set(0, ofB, 0, n);
      viewB.set(0, ofA, 0, n);
    }
    a.changed();
    b.changed();
  }
}
