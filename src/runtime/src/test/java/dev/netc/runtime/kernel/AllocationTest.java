package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
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
            out[0][i] = in[0][i] + in[1][i] + in[2][0];
          }
        };
    View[] in = {y, random(2500), random(1)};
    all.put("elementwise", kernels.elementwise(add, in, new View[] {y}, 5000));
  }

  private static View random(int size) {
    return Operand.random(size, size).view();
  }

  private static View indices(int size, int bound) {
    return Operand.indices(size, bound, 1).view();
  }
}
