package dev.netc.bench;

import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.MatMulSpec;
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

/** The matrix products of the benchmarks' nets, one by one, on both sets of kernels. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class KernelBenchmark {
  /** The kernels, {@code onednn} or {@code portable}. */
  @Param({"onednn", "portable"})
  public String kernels;

  /** Rows × inner size × columns; {@code T} after an operand that is stored transposed. */
  @Param({
    "100x784x50",
    "784Tx100x50",
    "100x50x10",
    "50Tx100x10",
    "100x10x50T",
    "100x784x100",
    "784Tx100x100",
    "100x100x100",
    "100Tx100x100",
    "100x100x100T",
    "1x784x50",
    "1x50x10",
    "256x784x50",
    "256x50x10"
  })
  public String shape;

  private BareProducts product;

  /** Makes the kernel and its operands. */
  @Setup
  public void create() {
    String[] parts = shape.split("x");
    int[] sizes = new int[parts.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Integer.parseInt(parts[i].replace("T", ""));
    }
    MatMulSpec spec =
        MatMulSpec.plain(sizes[0], sizes[1], sizes[2])
            .transposed(parts[0].endsWith("T"), parts[2].endsWith("T"));
    product = BareProducts.of(Kernels.named(kernels), spec);
  }

  /** One product. */
  @Benchmark
  public void product() {
    product.run();
  }
}
