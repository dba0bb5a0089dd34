package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.RandomState;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No kernel allocates a byte of Java heap when it runs, not even in the interpreter. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int[] AXES = {0, 2, 1};

  @ParameterizedTest
  @EnumSource
  void noKernelAllocates(KernelSet set) {
    all(set.kernels())
        .forEach((name, kernel) -> assertEquals(0, allocatedBy(kernel), name + " allocates"));
  }

  /**
   * The least of some measurements: once per class, when the JVM compiles a method with C2, it
   * makes the class's string constants in the running thread. What a kernel allocates is in all of
   * them.
   */
  private static long allocatedBy(Kernel kernel) {
    long least = Long.MAX_VALUE;
    for (int measurement = 0; measurement < 5 && least > 0; measurement++) {
      run(kernel, 20);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run(kernel, 100);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static void run(Kernel kernel, int times) {
    for (int i = 0; i < times; i++) {
      kernel.run();
    }
  }

  private static Map<String, Kernel> all(Kernels kernels) {
    Map<String, Kernel> all = new LinkedHashMap<>();
    addMatMuls(kernels, all);
    addRows(kernels, all);
    addMoves(kernels, all);
    addIndices(kernels, all);
    addElementwise(kernels, all);
    addImages(kernels, all);
    addColumns(kernels, all);
    return all;
  }

  private static void addMatMuls(Kernels kernels, Map<String, Kernel> all) {
    View bias = random(20);
    for (Activation f : Activation.values()) {
      MatMulSpec spec = MatMulSpec.plain(30, 40, 20).with(f);
      all.put("matmul " + f, kernels.matmul(spec, random(1200), random(800), bias, random(600)));
      all.put(
          "matmul += " + f,
          kernels.matmul(spec.accumulating(), random(1200), random(800), bias, random(600)));
    }
    MatMulSpec batch =
        new MatMulSpec(3, 4, 5, 6, true, true, false, false, Activation.IDENTITY, false);
    all.put("batch", kernels.matmul(batch, random(60), random(90), null, random(72)));
  }

  private static void addRows(Kernels kernels, Map<String, Kernel> all) {
    View x = random(1000);
    View y = random(1000);
    View hundred = random(100);
    View labels = indices(100, 10);
    for (Unary f : Unary.values()) {
      all.put(f.name(), kernels.unary(f, x, y));
    }
    all.put("softmax", kernels.softmax(x, y, 100, 10));
    all.put("logSoftmax", kernels.logSoftmax(x, y, 100, 10));
    all.put("loss", kernels.softmaxCrossEntropy(x, labels, false, hundred, 100, 10));
    all.put("dense loss", kernels.softmaxCrossEntropy(x, y, true, hundred, 100, 10));
    View g = random(1);
    all.put("gradient", kernels.softmaxCrossEntropyGradient(x, labels, false, g, y, 100, 10));
    for (Reduction op : Reduction.values()) {
      all.put(op + " rows", kernels.reduce(op, x, hundred, 100, 10, 1, 1));
      all.put(op + " columns", kernels.reduce(op, x, hundred, 1, 10, 100, 1));
    }
    all.put("argmax", kernels.argmax(x, hundred, 100, 10, 1));
  }

  private static void addMoves(Kernels kernels, Map<String, Kernel> all) {
    View x = random(6000);
    View y = random(6000);
    long[] dims = {60, 100};
    long[] zero = {0, 0};
    all.put("broadcast", kernels.broadcast(random(60), y, 1, 100, 60));
    all.put("permute", kernels.permute(x, y, dims, new int[] {1, 0}));
    all.put("copyRegion", kernels.copyRegion(x, dims, zero, y, dims, zero, new long[] {7, 9}));
    all.put("fill", kernels.fill(y, 1));
    all.put("copy", kernels.copy(x, y));
  }

  private static void addIndices(Kernels kernels, Map<String, Kernel> all) {
    View index = indices(100, 10);
    View table = random(70);
    View rows = random(700);
    all.put("gather", kernels.gather(table, index, rows, 10, 7));
    all.put("scatterAdd", kernels.scatterAdd(rows, index, table, 10, 7));
    all.put("oneHot", kernels.oneHot(index, random(1000), 10));
  }

  private static void addElementwise(Kernels kernels, Map<String, Kernel> all) {
    View y = random(5000);
    for (Distribution d : Distribution.values()) {
      all.put(d.name(), kernels.random(d, 0.5, 1, new RandomState(1), 1, y));
    }
    TileFunction add =
        (in, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[0][i] = in[0].get(i) + in[1].get(i) + in[2].get(0);
          }
        };
    View[] in = {y, random(2500), random(1)};
    all.put("elementwise", kernels.elementwise(add, in, new View[] {y}, 5000));
  }

  private static void addImages(Kernels kernels, Map<String, Kernel> all) {
    WindowSpec window = WindowSpec.of(3, 12, 10, 8, 3, 3).stride(2, 2).pad(1, 1, 1, 1);
    View x = random((int) window.sizeOfInput());
    View d = random((int) window.sizeOfInput());
    View pooled = random((int) window.sizeOfPooled());
    for (int groups : new int[] {1, 8}) {
      ConvSpec spec = ConvSpec.of(window, 16).groups(groups).with(Activation.RELU);
      View w = random((int) spec.sizeOfWeights());
      View y = random((int) spec.sizeOfOutput());
      all.put("conv " + groups, kernels.conv(spec, x, w, random(16), null, y));
      all.put("conv + residual " + groups, kernels.conv(spec, x, w, null, y, y));
      all.put("convInput " + groups, kernels.convInput(spec, y, w, random(8), d));
      all.put("convWeights " + groups, kernels.convWeights(spec, x, y, w));
    }
    all.put("maxPool", kernels.maxPool(window, x, pooled));
    all.put("maxPoolSpread", kernels.maxPoolSpread(window, x, pooled, d));
    all.put("maxPoolPick", kernels.maxPoolPick(window, x, d, pooled));
    all.put("avgPool", kernels.avgPool(window, false, x, pooled));
    all.put("avgPoolSpread", kernels.avgPoolSpread(window, false, pooled, d));
    LrnSpec lrn = new LrnSpec((int) x.size() / 8, 8, 5, 1, 0.75, 1);
    all.put("lrn", kernels.lrn(lrn, x, d));
    all.put("lrnGradient", kernels.lrnGradient(lrn, x, x, d));
    View weights = Arena.announcingChanges(16 * 8 * 9).view();
    View y = random((int) ConvSpec.of(window, 16).sizeOfOutput());
    Kernel conv = kernels.conv(ConvSpec.of(window, 16), x, weights, null, null, y);
    all.put("prepare", conv::prepare);
  }

  private static void addColumns(Kernels kernels, Map<String, Kernel> all) {
    View x = random(60_000);
    View mean = random(20);
    View y = random(20);
    all.put("columns of many rows", kernels.reduce(Reduction.SUM, x, y, 1, 3000, 20, 1));
    all.put("columnVariance", kernels.columnVariance(x, mean, y, 3000, 20));
    all.put("columnDot", kernels.columnDot(x, x, mean, y, 3000, 20));
    all.put("permute images", kernels.permute(x, random(60_000), new long[] {10, 300, 20}, AXES));
  }

  private static View random(int size) {
    return Operand.random(size, size).view();
  }

  private static View indices(int size, int bound) {
    return Operand.indices(size, bound, 1).view();
  }
}
