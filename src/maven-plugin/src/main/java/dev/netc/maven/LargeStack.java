package dev.netc.maven;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs the compiler with as much stack as the command line gives it: threads of Maven may have too
 * little for the deepest programs.
 */
final class LargeStack {
  private static final long BYTES = 16 << 20;

  private LargeStack() {}

  static <T> T call(Callable<T> work) throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(null, task, "netc", BYTES).start();
    return task.get();
  }
}
