package dev.netc.bench;

import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.Arrays;

/**
 * Prints where the time of a training step goes, kernel by kernel.
 *
 * <p>Arguments: the program, {@code two_layer}, {@code five_layer} or {@code five_layer_norm}; the
 * kernels, {@code onednn} or {@code portable}.
 */
public final class StepProfile {
  private static final int BATCH = 100;
  private static final int STEPS = 20_000;
  private static final int ROUNDS = 1000;

  private StepProfile() {}

  /** Profiles a program's training step. */
  public static void main(String[] args) {
    String name = args.length > 0 ? args[0] : "two_layer";
    Kernels set = Kernels.named(args.length > 1 ? args[1] : "auto");
    double rate = BenchNets.learningRate(name);
    Batches batches = new Batches(BATCH);
    TimedKernels timed = new TimedKernels(set);
    try (TrainedNet plain = BenchNets.compile(name, BATCH, set);
        TrainedNet clocked = BenchNets.compile(name, BATCH, timed.kernels())) {
      double bare = time(plain, batches, rate);
      double total = time(clocked, batches, rate);
      double inKernels = 0;
      for (TimedKernels.Timed kernel : timed.made()) {
        if (kernel.isMeasured()) {
          System.out.printf("%8.2f µs  %s%n", kernel.micros(), kernel.description());
          inKernels += kernel.micros();
        }
      }
      System.out.printf("%8.2f µs  outside of kernels%n", total - inKernels);
      System.out.printf("%8.2f µs  a step, all kernels timed%n", total);
      System.out.printf("%8.2f µs  a step, %.0f steps/s%n", bare, 1e6 / bare);
    }
  }

  /**
   * Microseconds of a step once the code is compiled: that of the quickest tenth of many short
   * rounds, since other processes make the rest slower.
   */
  private static double time(TrainedNet net, Batches batches, double rate) {
    double[] rounds = new double[ROUNDS];
    long step = 0;
    for (int i = 0; i < STEPS / 4; i++) {
      net.step(batches.take(), rate, ++step);
    }
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < STEPS / ROUNDS; i++) {
        net.step(batches.take(), rate, ++step);
      }
      rounds[round] = (System.nanoTime() - start) / 1e3 / (STEPS / ROUNDS);
    }
    Arrays.sort(rounds);
    System.out.printf("%8.2f µs  a step at the median%n", rounds[ROUNDS / 2]);
    return rounds[ROUNDS / 10];
  }
}
