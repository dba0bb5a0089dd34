package dev.netc.runtime.kernel;

import org.nd4j.nativeblas.NativeOps;

/**
 * Whether a thread makes and runs primitives of oneDNN alone. oneDNN's own threads, those of
 * OpenMP, wait for each other at barriers: where another process has a core, a step takes thirty
 * times as long. The {@link Team} takes their place.
 *
 * <p>OpenMP keeps the number for each thread. To set it takes as long as a small kernel, so whoever
 * runs several kernels says so, and it is set back after all of them, for ND4J's operations.
 * OpenBLAS has other threads, which this does not touch.
 */
public final class OneThread {
  private static final ThreadLocal<OneThread> OF_CALLER = ThreadLocal.withInitial(OneThread::new);

  private int depth;

  /** Sets the number back; null as long as it has not been changed. */
  private NativeOps changed;

  private int before;

  private OneThread() {}

  /** Begins some kernels on the calling thread, within others or not; each {@link #end}s. */
  public static OneThread begin() {
    OneThread caller = OF_CALLER.get();
    caller.depth++;
    return caller;
  }

  /** Has OpenMP use no other threads until the outermost kernels end. */
  void set(NativeOps openMp, int cores) {
    if (changed == null) {
      openMp.setOmpNumThreads(1);
      changed = openMp;
      before = cores;
    }
  }

  /** Ends them. */
  public void end() {
    depth--;
    if (depth == 0 && changed != null) {
      changed.setOmpNumThreads(before);
      changed = null;
    }
  }
}
