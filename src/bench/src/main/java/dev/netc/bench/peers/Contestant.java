package dev.netc.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The process of one contestant: it prepares a workload, and then works whenever it is told to. In
 * between it waits for the next line, and takes no time from the others.
 */
public final class Contestant {
  private Contestant() {}

  /** One step or prediction on a batch of {@link Images}. */
  @FunctionalInterface
  public interface Step {
    void run(int batch) throws Exception;
  }

  /** Makes a workload ready. */
  @FunctionalInterface
  public interface Preparation {
    /**
     * @return what the contestant does
     * @throws Exception if it cannot
     */
    Step of(Workload workload) throws Exception;
  }

  /** Threads that a contestant may use: {@code OMP_NUM_THREADS}, or one for each core. */
  public static int threads() {
    String wanted = System.getenv("OMP_NUM_THREADS");
    int cores = Runtime.getRuntime().availableProcessors();
    return wanted == null ? cores : Math.min(cores, Integer.parseInt(wanted));
  }

  /**
   * Serves one workload, by the lines that come in: the seconds of a round each. Answers a line
   * each: {@code steps seconds processorSeconds megabytes}, the seconds the median of a step's, the
   * memory the most that the process has had.
   *
   * @param arguments the name of the workload
   */
  public static void serve(String[] arguments, Preparation preparation) throws Exception {
    // What libraries print must not come between the answers.
    PrintStream answers = System.out;
    System.setOut(System.err);
    Step step = preparation.of(Workload.valueOf(arguments[0]));
    step.run(0);
    answers.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.println(round(step, Double.parseDouble(line)));
    }
    System.exit(0); // Some libraries leave threads behind.
  }

  private static String round(Step step, double seconds) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long[] nanos = new long[1 << 16];
    int steps = 0;
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    long last = start;
    while (last - start < seconds * 1e9 && steps < nanos.length || steps < 3) {
      step.run(steps % Images.BATCHES);
      long now = System.nanoTime();
      nanos[steps++] = now - last;
      last = now;
    }
    processor = system.getProcessCpuTime() - processor;
    Arrays.sort(nanos, 0, steps);
    return "%d %e %e %e"
        .formatted(steps, nanos[steps / 2] / 1e9, processor / 1e9 / steps, peakMegabytes());
  }

  /** The most memory that this process has had resident. Source: proc(5). */
  private static double peakMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6;
      }
    }
    throw new IOException("/proc/self/status does not say VmHWM");
  }

  /** What a contestant answered after a round. */
  record Round(int steps, double seconds, double processorSeconds, double megabytes) {
    static Round parse(String line) throws IOException {
      String[] words = line.split(" ");
      if (words.length != 4) {
        throw new IOException("a contestant said: " + line);
      }
      return new Round(
          Integer.parseInt(words[0]),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]));
    }
  }
}
