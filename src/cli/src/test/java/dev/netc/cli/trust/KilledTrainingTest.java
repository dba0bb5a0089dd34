package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.checkpoint.Safetensors;
import dev.netc.runtime.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code netc train} is killed at random moments and resumed, and ends with the bytes of the
 * undisturbed training; no moment leaves a file that cannot be read. {@code -Dkills=200} kills it
 * more often, {@code -DkillSeed=2} at other moments.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "SIGKILL")
class KilledTrainingTest {
  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final long SEED = Long.getLong("killSeed", 1);

  @TempDir private Path folder;

  private Path program;
  private final Random moments = new Random(SEED);

  @Test
  void endsWithTheSameBytesWheneverItIsKilled() throws Exception {
    // Most of the time is spent in writing.
    program = SmallTraining.write(folder, 1000, "checkpoint every 5 steps");
    long start = System.nanoTime();
    Path undisturbed = folder.resolve("undisturbed");
    assertEquals(0, start(undisturbed).waitFor(), this::said);
    long duration = millisecondsSince(start);
    Map<String, byte[]> expected = NetcProcess.files(undisturbed);
    int kills = 0;
    for (int round = 1; kills < KILLS; round++) {
      Path run = folder.resolve("run" + round);
      List<Long> times = new ArrayList<>();
      boolean done = false;
      while (!done && kills < KILLS) {
        long moment = moments.nextInt((int) duration);
        times.add(moment);
        long begin = System.nanoTime();
        done = !killedAfter(moment, start(run));
        kills += done ? 0 : 1;
        // A machine that was busy at first must not keep every later run from being killed.
        duration = done ? Math.min(duration, millisecondsSince(begin) + 1) : duration;
        assertReadable(run);
      }
      if (!done) {
        assertEquals(0, start(run).waitFor(), this::said);
      }
      String when = "killed after " + times + " ms, seed " + SEED;
      SmallTraining.assertSame(expected, NetcProcess.files(run), when);
    }
  }

  private static long millisecondsSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }

  /** Begins, or goes on where there is something to go on with. */
  private Process start(Path run) throws IOException {
    List<String> command = NetcProcess.command("train", program, "--quiet", "--out", run);
    if (Files.exists(new RunFolder(run).checkpoint())) {
      command.add("--resume");
    }
    return NetcProcess.start(command, Map.of(), folder.resolve("said.txt"));
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Whether the process was still running. */
  private boolean killedAfter(long milliseconds, Process process) throws Exception {
    if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      assertEquals(0, process.exitValue(), this::said);
      return false;
    }
    process.destroyForcibly().waitFor();
    return true;
  }

  private static void assertReadable(Path run) {
    RunFolder files = new RunFolder(run);
    if (Files.exists(files.checkpoint())) {
      assertTrue(Checkpoint.read(files.checkpoint()).step() > 0);
    }
    if (Files.exists(files.model())) {
      Safetensors.read(files.model());
    }
  }
}
