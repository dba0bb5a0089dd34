package dev.netc.bench;

import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole training steps of compiled nets, on batches in memory, beside the matrix products that they
 * cannot do without: the ratio of the two, both measured in one run, says what is left to gain.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
  private static final int BATCH = 100;

  /** The program. */
  @Param({"two_layer", "five_layer", "five_layer_norm"})
  public String net;

  /** The kernels, {@code onednn} or {@code portable}. */
  @Param({"onednn", "portable"})
  public String kernels;

  private TrainedNet compiled;
  private BareProducts products;
  private Batches batches;
  private double learningRate;
  private long step;

  /** Compiles the net. */
  @Setup
  public void compile() {
    Kernels set = Kernels.named(kernels);
    compiled = BenchNets.compile(net, BATCH, set);
    learningRate = BenchNets.learningRate(net);
    products = BareProducts.of(set, true, BATCH, BenchNets.widths(net));
    batches = new Batches(BATCH);
  }

  /** One training step: the batch copied in, forward, backward, the parameters updated. */
  @Benchmark
  public double step() {
    return compiled.step(batches.take(), learningRate, ++step);
  }

  /** The products of a step. */
  @Benchmark
  public void bareProducts() {
    products.run();
  }

  /** Frees the net's memory. */
  @TearDown
  public void close() {
    compiled.close();
  }
}
