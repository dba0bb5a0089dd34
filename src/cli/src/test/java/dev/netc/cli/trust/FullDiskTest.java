package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code netc train} where no file may grow beyond a limit of the system: writing fails in the
 * middle of a training as it does on a full disk, and one can go on when there is room again.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit")
class FullDiskTest {
  @TempDir private Path folder;

  private Process start(String limit, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", limit + " exec \"$@\"", "sh"));
    command.addAll(NetcProcess.command(arguments));
    return NetcProcess.start(command, Map.of(), folder.resolve("said.txt"));
  }

  @Test
  void aTrainingGoesOnWhenThereIsRoomAgain() throws Exception {
    Path program = SmallTraining.write(folder, 1000, "checkpoint every 20 steps");
    Path run = folder.resolve("run");
    // In blocks of 512 bytes: less than half of what the log comes to.
    Process stopped = start("ulimit -f 40;", "train", program, "--quiet", "--out", run);
    assertEquals(ExitCode.WRONG, stopped.waitFor());
    String said = Files.readString(folder.resolve("said.txt"));
    assertTrue(said.startsWith("error: " + run + "/log."), said);
    assertTrue(said.contains("the log cannot be written: "), said);
    assertTrue(said.contains("help: free some space"), said);
    long step = Checkpoint.read(new RunFolder(run).checkpoint()).step();
    assertTrue(step > 0 && step < 1000, "stopped after step " + step);
    assertFalse(Files.exists(new RunFolder(run).model()));

    Process resumed = start("", "train", program, "--quiet", "--resume", "--out", run);
    assertEquals(ExitCode.SUCCESS, resumed.waitFor());
    Path whole = folder.resolve("whole");
    assertEquals(
        ExitCode.SUCCESS, start("", "train", program, "--quiet", "--out", whole).waitFor());
    SmallTraining.assertSame(
        NetcProcess.files(whole), NetcProcess.files(run), "stopped after step " + step);
  }
}
