package dev.netc.cli.bench;

import java.util.Arrays;

/** Times in nanoseconds, of which quantiles are asked. */
final class Samples {
  private long[] nanos = new long[1024];
  private int count;
  private long processorNanos;

  void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time;
  }

  /** Adds the processor time of several of them, of all threads. */
  void addProcessor(long time) {
    processorNanos += time;
  }

  /** Seconds of processor time of all together. */
  double processorSeconds() {
    return processorNanos / 1e9;
  }

  int count() {
    return count;
  }

  /** Seconds of the middle one; NaN if there is none. */
  double median() {
    return quantile(0.5);
  }

  /** Seconds of the quickest one; NaN if there is none. */
  double quickest() {
    return quantile(0);
  }

  private double quantile(double part) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) (part * (count - 1))] / 1e9;
  }
}
