package dev.netc.compiler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What an answer may cost. Heap is limited by the JVM that these tests run in. */
final class Limits {
  /** Of the processor: a busy machine is slow, not stuck. */
  private static final double MOST_SECONDS = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Limits() {}

  /** Runs something that must end soon. */
  static void within(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    assertTrue(seconds < MOST_SECONDS, () -> seconds + " s");
  }
}
