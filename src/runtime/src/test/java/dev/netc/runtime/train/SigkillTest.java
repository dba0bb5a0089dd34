package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigkillTest {
  @TempDir Path folder;

  @Test
  void endsInTheSameBytesHoweverOftenItIsKilled() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    KilledTraining.run(undisturbed);
    Path killed = folder.resolve("killed");
    Random moments = new Random(5);
    int kills = 0;
    for (int i = 0; i < 6; i++) {
      if (startAndKill(killed, moments.nextInt(300))) kills++;
    }
    assertTrue(kills > 0, "no process lived long enough to be killed");
    assertEquals(0, start(killed).waitFor());
    for (String name : names(undisturbed)) {
      assertArrayEquals(
          Files.readAllBytes(undisturbed.resolve(name)),
          Files.readAllBytes(killed.resolve(name)),
          name);
    }
    assertEquals(names(undisturbed), names(killed)); // no temporary file is left
  }

  /** Kills it some time after its first checkpoint; returns whether it had not ended by itself. */
  private boolean startAndKill(Path run, int milliseconds) throws Exception {
    Process process = start(run);
    while (process.isAlive() && !Files.exists(new RunFolder(run).checkpoint())) Thread.sleep(1);
    boolean ended = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return !ended;
  }

  private Process start(Path run) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledTraining.class.getName(),
                run.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private static List<String> names(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return new ArrayList<>(files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }
}
