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

/** Predictions of the compiled net 784-50-10, beside the matrix products that they need. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InferenceBenchmark {
  private static final String NET = "two_layer";

  /** The kernels, {@code onednn} or {@code portable}. */
  @Param({"onednn", "portable"})
  public String kernels;

  /** Images predicted at once. */
  @Param({"1", "256"})
  public int batch;

  private TrainedNet compiled;
  private BareProducts products;
  private Batches batches;
  private BenchNets.Predictor predictor;

  /** Compiles the net. */
  @Setup
  public void compile() {
    Kernels set = Kernels.named(kernels);
    compiled = BenchNets.compile(NET, batch, set);
    products = BareProducts.of(set, false, batch, BenchNets.widths(NET));
    batches = new Batches(batch);
    predictor = BenchNets.predictor(compiled);
  }

  /** Images copied in, the net run, the ten probabilities of each image copied out. */
  @Benchmark
  public float[] predict() {
    return predictor.predict(batches.take().column("image"));
  }

  /** The products of a prediction. */
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
