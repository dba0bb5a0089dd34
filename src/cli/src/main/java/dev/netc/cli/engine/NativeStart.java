package dev.netc.cli.engine;

import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.NativeLibraries;

/**
 * Starts the native libraries on a thread of its own, while the program is still being read: they
 * take longer to load than anything else. Who needs them meanwhile waits.
 */
public final class NativeStart {
  private NativeStart() {}

  /** Begins to load them, and returns at once. */
  public static void begin() {
    NativeLibraries.begin();
    Thread thread = new Thread(NativeStart::load, "native-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    try {
      Arena.allocate(1).close();
      Kernels.best();
    } catch (RuntimeException | LinkageError e) {
      // The command meets the same error where it needs the libraries, and explains it there.
      return;
    }
  }
}
