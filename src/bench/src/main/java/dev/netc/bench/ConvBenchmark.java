package dev.netc.bench;

import dev.netc.runtime.kernel.Activation;
import dev.netc.runtime.kernel.ConvSpec;
import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.WindowSpec;
import dev.netc.runtime.memory.View;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The convolutions of SimpleConvNet (28x1-30k5) and DeepConvNet (the others) one by one, batch 100,
 * and the pooling of what comes out, on both sets of kernels.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class ConvBenchmark {
  private static final int BATCH = 100;

  /** The kernels, {@code onednn} or {@code portable}. */
  @Param({"onednn", "portable"})
  public String kernels;

  /** Side of the images x channels - filters k side of the window p padding. */
  @Param({
    "28x1-30k5p0",
    "28x1-16k3p1",
    "28x16-16k3p1",
    "14x16-32k3p1",
    "14x32-32k3p2",
    "8x32-64k3p1",
    "8x64-64k3p1"
  })
  public String layer;

  private Kernel forward;
  private Kernel input;
  private Kernel weights;
  private Kernel pool;
  private Kernel spread;

  /** Makes the kernels and their operands. */
  @Setup
  public void create() {
    String[] n = layer.split("[x\\-kp]");
    int side = Integer.parseInt(n[0]);
    int kernel = Integer.parseInt(n[3]);
    int pad = Integer.parseInt(n[4]);
    WindowSpec window =
        WindowSpec.of(BATCH, side, side, Integer.parseInt(n[1]), kernel, kernel)
            .pad(pad, pad, pad, pad);
    ConvSpec spec = ConvSpec.of(window, Integer.parseInt(n[2]));
    Kernels set = Kernels.named(kernels);
    View x = BareProducts.noise(spec.sizeOfInput());
    View w = BareProducts.noise(spec.sizeOfWeights());
    View y = BareProducts.noise(spec.sizeOfOutput());
    View bias = BareProducts.noise(spec.filters());
    forward = set.conv(spec.with(Activation.RELU), x, w, bias, null, y);
    View g = BareProducts.noise(spec.sizeOfOutput());
    input = set.convInput(spec, g, w, null, BareProducts.noise(spec.sizeOfInput()));
    weights = set.convWeights(spec, x, g, BareProducts.noise(spec.sizeOfWeights()));
    WindowSpec halves =
        WindowSpec.of(BATCH, window.outHeight(), window.outWidth(), spec.filters(), 2, 2)
            .stride(2, 2);
    View pooled = BareProducts.noise(halves.sizeOfPooled());
    pool = set.maxPool(halves, y, pooled);
    spread = set.maxPoolSpread(halves, y, pooled, g);
  }

  /** The convolution with bias and ReLU. */
  @Benchmark
  public void forward() {
    forward.run();
  }

  /** Its gradient by the images. */
  @Benchmark
  public void input() {
    input.run();
  }

  /** Its gradient by the weights. */
  @Benchmark
  public void weights() {
    weights.run();
  }

  /** The maximum of 2x2 windows. */
  @Benchmark
  public void pool() {
    pool.run();
  }

  /** The gradient of that. */
  @Benchmark
  public void spread() {
    spread.run();
  }
}
