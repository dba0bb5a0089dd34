package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The bits of results do not depend on how many threads there are. A process has one number of
 * them, so that there is a process for each.
 */
class ThreadCountTest {
  @Test
  void anyNumberOfThreadsGivesTheSameBits() throws Exception {
    KernelSet.ONEDNN.kernels();
    List<String> one = results(1);
    assertEquals(one, results(2));
    assertEquals(one, results(7));
  }

  private static List<String> results(int threads) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:ActiveProcessorCount=" + threads,
            "-cp",
            System.getProperty("java.class.path"),
            Results.class.getName());
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] printed = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), "the process with " + threads + " threads");
    List<String> lines = new String(printed, StandardCharsets.UTF_8).lines().toList();
    assertEquals(threads + " threads", lines.get(0), "the kernels do not have so many");
    return lines.subList(1, lines.size());
  }

  /** What a process computes: a line for each kernel, with a number for its bits. */
  static final class Results {
    private static final Kernels KERNELS = KernelSets.oneDnn().orElseThrow();

    private Results() {}

    public static void main(String[] arguments) {
      System.out.println(Team.ofProcess().size + " threads" + products() + convolutions());
    }

    private static String products() {
      StringBuilder bits = new StringBuilder();
      int[][] sizes = {
        {100, 784, 50},
        {500, 32, 784},
        {513, 64, 512},
        {40, 50, 7500},
        {50, 7500, 40},
        {32, 784, 500},
        {1, 1024, 50},
        {1, 40001, 3},
        {1, 40001, 7},
        {256, 784, 50},
        {130, 300, 700},
        {300, 1200, 1100},
        {32, 100, 33},
        {15, 107, 33},
        {100, 4320, 100}
      };
      for (int[] size : sizes) {
        MatMulSpec plain = MatMulSpec.plain(size[0], size[1], size[2]);
        for (boolean a : new boolean[] {false, true}) {
          for (boolean b : new boolean[] {false, true}) {
            bits.append(product(plain.transposed(a, b)));
          }
        }
      }
      return bits.toString();
    }

    private static String product(MatMulSpec spec) {
      Operand a = Operand.random((int) spec.sizeOfA(), 1);
      View b = Arena.announcingChanges(spec.sizeOfB()).view();
      b.set(Operand.random((int) spec.sizeOfB(), 2).floats());
      Operand y = Operand.unset((int) spec.sizeOfY());
      Kernel kernel = KERNELS.matmul(spec, a.view(), b, null, y.view());
      kernel.prepare();
      kernel.run();
      return "\n" + spec + ": " + Arrays.hashCode(y.floats());
    }

    private static String convolutions() {
      StringBuilder bits = new StringBuilder();
      WindowSpec square = WindowSpec.of(1, 8, 8, 64, 3, 3).pad(1, 1, 1, 1);
      for (ConvSpec spec :
          List.of(
              ConvSpec.of(square, 64),
              ConvSpec.of(square.batch(9), 64),
              ConvSpec.of(WindowSpec.of(1, 28, 28, 1, 3, 3).pad(1, 1, 1, 1), 16),
              ConvSpec.of(WindowSpec.of(2, 1, 1, 300, 5, 5).pad(4, 4, 4, 4), 40),
              ConvSpec.of(WindowSpec.of(4, 8, 8, 3, 8, 8), 1400),
              ConvSpec.of(WindowSpec.of(40, 7, 7, 512, 1, 1), 513),
              ConvSpec.of(WindowSpec.of(3, 9, 9, 128, 1, 1).stride(4, 4), 2100),
              ConvSpec.of(WindowSpec.of(5, 4, 4, 256, 3, 3).pad(1, 1, 1, 1), 130))) {
        for (Kernels set : new Kernels[] {KERNELS, KERNELS.forChangingWeights()}) {
          bits.append(convolution(set, spec));
        }
      }
      return bits.toString();
    }

    private static String convolution(Kernels set, ConvSpec spec) {
      Operand x = Operand.random((int) spec.sizeOfInput(), 1);
      Operand w = Operand.random((int) spec.sizeOfWeights(), 2);
      Operand y = Operand.random((int) spec.sizeOfOutput(), 3);
      Operand dx = Operand.unset((int) spec.sizeOfInput());
      Operand dw = Operand.unset((int) spec.sizeOfWeights());
      set.convInput(spec, y.view(), w.view(), null, dx.view()).run();
      set.convWeights(spec, x.view(), y.view(), dw.view()).run();
      set.conv(spec, x.view(), w.view(), null, null, y.view()).run();
      int[] all = {
        Arrays.hashCode(y.floats()), Arrays.hashCode(dx.floats()), Arrays.hashCode(dw.floats())
      };
      return "\n" + spec + ": " + Arrays.toString(all);
    }
  }
}
