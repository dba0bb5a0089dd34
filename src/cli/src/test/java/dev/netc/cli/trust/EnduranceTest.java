package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code netc train} takes no more memory in its last minute than in its second: {@code
 * -Dminutes=60} for an hour. The figures are written to {@code target/endurance.csv}.
 */
@Tag("nightly")
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from /proc")
class EnduranceTest {
  private static final int MINUTES = Integer.getInteger("minutes", 60);
  private static final long SAMPLE_SECONDS = 10;

  /** MiB that resident memory may grow by: what the JVM compiles late, and a larger heap. */
  private static final double TOLERANCE = 40;

  /** Steps of about a millisecond, so that the log stays small. */
  private static final String PROGRAM =
      """
      data digits = digits() -> take(train = 5000, test = 500) -> augment(shift(2))
      net Reader {
          input image [1, 28, 28]
          features = image -> conv(8, 5) -> batchnorm -> relu -> maxpool(2)
          output digit = features -> flatten -> dense(50) -> relu -> dropout -> dense(10) -> softmax
      }
      train Endless {
          net       Reader
          data      digits
          minimize  cross_entropy(digit, label)
          report    accuracy(digit, label)
          optimizer adam(lr = 0.001)
          batch     100
          steps     2000000000
          validate  on test every 500 steps
          checkpoint every 500 steps
      }
      """;

  @TempDir private Path folder;

  /** What a process has at a moment, in MiB. */
  private record Memory(double minute, double resident, double heap) {}

  @Test
  void memoryIsFlatAfterTheFirstMinute() throws Exception {
    Path program = Files.writeString(folder.resolve("endless.net"), PROGRAM);
    List<String> command =
        NetcProcess.command("train", program, "--quiet", "--out", folder.resolve("run"));
    command.removeIf(word -> word.startsWith("-XX:Tiered"));
    command.add(1, "-Xmx256m");
    Process process = NetcProcess.start(command, Map.of(), folder.resolve("said.txt"));
    List<Memory> samples = new ArrayList<>();
    try {
      long start = System.nanoTime();
      while (System.nanoTime() - start < TimeUnit.MINUTES.toNanos(MINUTES)) {
        TimeUnit.SECONDS.sleep(SAMPLE_SECONDS);
        assertTrue(process.isAlive(), "the training ended");
        double minute = (System.nanoTime() - start) / 60e9;
        samples.add(new Memory(minute, resident(process), heap(process)));
        write(samples);
      }
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not stop; is SIGINT ignored?");
      assertEquals(ExitCode.INTERRUPTED, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
    assertFlat("resident", samples, Memory::resident);
    assertFlat("alive on the heap", samples, Memory::heap);
  }

  private static void assertFlat(
      String what, List<Memory> samples, ToDoubleFunction<Memory> amount) {
    double early = largest(samples, 1, 2, amount);
    double late = largest(samples, MINUTES - 1, MINUTES + 1, amount);
    String said =
        "%s: %.1f MiB in the second minute, %.1f in the last".formatted(what, early, late);
    System.out.println(said);
    assertTrue(late <= early + TOLERANCE, said);
  }

  private static double largest(
      List<Memory> samples, double from, double to, ToDoubleFunction<Memory> amount) {
    return samples.stream()
        .filter(m -> m.minute() >= from && m.minute() < to)
        .mapToDouble(amount)
        .max()
        .orElseThrow();
  }

  private static double resident(Process process) throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    String line =
        Files.readAllLines(status).stream().filter(l -> l.startsWith("VmRSS")).findFirst().get();
    return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
  }

  /** What is alive on the heap: after a collection. */
  private static double heap(Process process) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = String.valueOf(process.pid());
    new ProcessBuilder(jcmd, pid, "GC.run").start().waitFor();
    Process info = new ProcessBuilder(jcmd, pid, "GC.heap_info").start();
    String text = new String(info.getInputStream().readAllBytes());
    double used = 0;
    for (String line :
        text.lines().filter(l -> l.matches(".*(generation|space).* used .*")).toList()) {
      if (line.contains("generation")) {
        used += Double.parseDouble(line.replaceAll(".* used (\\d+)K.*", "$1")) / 1024;
      }
    }
    return used;
  }

  private static void write(List<Memory> samples) throws IOException {
    StringBuilder table = new StringBuilder("minute,resident MiB,live heap MiB\n");
    for (Memory m : samples) {
      table.append("%.2f,%.1f,%.1f\n".formatted(m.minute(), m.resident(), m.heap()));
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/endurance.csv"), table);
  }
}
