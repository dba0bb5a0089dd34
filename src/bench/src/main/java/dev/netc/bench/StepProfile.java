package dev.netc.bench;

import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prints where the time of a training step, or of a prediction, goes, kernel by kernel. A
 * prediction of many samples may run in portions: then there is a kernel for each thread, which
 * runs for some of them.
 *
 * <p>Arguments: the program, {@code two_layer}, {@code five_layer}, {@code five_layer_norm}, {@code
 * simple_conv} or {@code deep_conv}; the kernels, {@code onednn} or {@code portable}; and for a
 * prediction of how many images.
 */
public final class StepProfile {
  private static final int BATCH = 100;
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(3);
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(6);
  private static final int FEWEST_ROUNDS = 20;

  private StepProfile() {}

  /** Profiles a program's training step, or its prediction. */
  public static void main(String[] args) {
    String name = args.length > 0 ? args[0] : "two_layer";
    Kernels set = Kernels.named(args.length > 1 ? args[1] : "auto");
    boolean predicts = args.length > 2;
    int batch = predicts ? Integer.parseInt(args[2]) : BATCH;
    Batches batches = new Batches(batch);
    TimedKernels timed = new TimedKernels(set);
    try (TrainedNet plain = BenchNets.compile(name, batch, set);
        TrainedNet clocked = BenchNets.compile(name, batch, timed.kernels())) {
      double bare = time(work(name, plain, batches, predicts));
      long[] steps = {0};
      Runnable work = work(name, clocked, batches, predicts);
      double total =
          time(
              () -> {
                steps[0]++;
                work.run();
              });
      double inKernels = 0;
      for (TimedKernels.Timed kernel : timed.made()) {
        if (kernel.isMeasured()) {
          double times = (double) kernel.runs() / steps[0];
          System.out.printf(
              "%8.2f µs, %5.2f times  %s%n", kernel.micros(), times, kernel.description());
          inKernels += kernel.micros() * times;
        }
      }
      System.out.printf("%8.2f µs in kernels, of all threads%n", inKernels);
      System.out.printf("%8.2f µs in all, kernels timed%n", total);
      System.out.printf("%8.2f µs in all, %.0f a second%n", bare, 1e6 / bare);
    }
  }

  private static Runnable work(String name, TrainedNet net, Batches batches, boolean predicts) {
    if (predicts) {
      BenchNets.Predictor predictor = BenchNets.predictor(net);
      return () -> predictor.predict(batches.take().column("image"));
    }
    double rate = BenchNets.learningRate(name);
    long[] step = {0};
    return () -> net.step(batches.take(), rate, ++step[0]);
  }

  /**
   * Microseconds of a step once the code is compiled: that of the quickest tenth of many, since
   * other processes make the rest slower.
   */
  private static double time(Runnable step) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP) {
      step.run();
    }
    List<Double> rounds = new ArrayList<>();
    start = System.nanoTime();
    while (rounds.size() < FEWEST_ROUNDS || System.nanoTime() - start < MEASURED) {
      long begin = System.nanoTime();
      step.run();
      rounds.add((System.nanoTime() - begin) / 1e3);
    }
    Collections.sort(rounds);
    System.out.printf("%8.2f µs  at the median%n", rounds.get(rounds.size() / 2));
    return rounds.get(rounds.size() / 10);
  }
}
