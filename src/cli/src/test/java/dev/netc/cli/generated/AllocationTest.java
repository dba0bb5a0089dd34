package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.netc.compiler.lower.MaxNorm;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training step takes no heap once a step of its size was made. */
class AllocationTest {
  private static final int STEPS = 50;

  /**
   * The JVM itself takes a few bytes now and then while code is loaded and compiled; a step that
   * took any would take them in each of these.
   */
  private static final int WINDOWS = 6;

  @ParameterizedTest
  @CsvSource({"portable, sgd", "auto, adam", "auto, momentum"})
  void aStepAllocatesNothing(String kernels, String optimizer) {
    NetBuilder net = GeneratedNetTest.twoLayer(784, 50);
    net.optimizer(NetBuilder.optimizer(optimizer, Map.of()).averaging(OptionalDouble.of(0.9)))
        .rate("hidden.weight", 0.5)
        .maxNorm(new MaxNorm("hidden.weight", 0.1, 784, 50, 1))
        .clip(1);
    Loaded loaded = Loaded.of(GeneratedNetTest.classifier(net));
    try (TrainedNet model = loaded.trained(100, 1, Kernels.named(kernels))) {
      Map<String, float[]> columns = Map.of("image", new float[100 * 784], "label", new float[100]);
      Batch whole = new Batch(100, columns);
      Batch last = new Batch(37, columns);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      threads.getCurrentThreadAllocatedBytes();
      long least = Long.MAX_VALUE;
      for (int window = 0; window < WINDOWS; window++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        steps(model, whole, last, window * STEPS + 1);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertEquals(0, least);
    }
  }

  private static void steps(TrainedNet model, Batch whole, Batch last, int first) {
    for (int step = first; step < first + STEPS; step++) {
      model.step(step % 5 == 0 ? last : whole, 0.01, step);
    }
  }
}
