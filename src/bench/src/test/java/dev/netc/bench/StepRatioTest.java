package dev.netc.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A step of a compiled net takes not much longer than the matrix products that it contains. Both
 * are measured in one run, on one thread (the build sets {@code OMP_NUM_THREADS}), in turns, by the
 * processor time of that thread, the quickest of many: so neither the machine's speed nor its load
 * decides.
 */
class StepRatioTest {
  private static final int BATCH = 100;
  private static final int WARM_UP = 1500;
  private static final int ROUNDS = 60;
  private static final int STEPS_IN_A_ROUND = 5;

  /** Measured: 1.3 to 1.6. */
  private static final double MOST = 2.5;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Kernels kernels = Kernels.best();
  private final Batches batches = new Batches(BATCH);
  private long steps;

  @ParameterizedTest
  @ValueSource(strings = {"two_layer", "five_layer"})
  void aStepIsLittleMoreThanItsProducts(String name) {
    try (TrainedNet net = BenchNets.compile(name, BATCH, kernels)) {
      double ratio = ratio(name, net);
      assertTrue(ratio < MOST, "a step of %s takes %.2f times its products".formatted(name, ratio));
    }
  }

  @Test
  void aSlowerStepIsNoticed() {
    try (TrainedNet net = BenchNets.compile("two_layer", BATCH, kernels)) {
      net.watch(
          (work, kernel) ->
              () -> {
                for (int i = 0; i < 3; i++) {
                  kernel.prepare();
                  kernel.run();
                }
              });
      double ratio = ratio("two_layer", net);
      assertTrue(
          ratio > MOST, "three times its kernels is %.2f times its products".formatted(ratio));
    }
  }

  private double ratio(String name, TrainedNet net) {
    BareProducts products = BareProducts.of(kernels, true, BATCH, BenchNets.widths(name));
    double rate = BenchNets.learningRate(name);
    Runnable step = () -> net.step(batches.take(), rate, ++steps);
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
      products.run();
    }
    long quickestStep = Long.MAX_VALUE;
    long quickestProducts = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      quickestStep = Math.min(quickestStep, time(step));
      quickestProducts = Math.min(quickestProducts, time(products::run));
    }
    return (double) quickestStep / quickestProducts;
  }

  private long time(Runnable work) {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < STEPS_IN_A_ROUND; i++) {
      work.run();
    }
    return threads.getCurrentThreadCpuTime() - start;
  }
}
