package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Main;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();
  private Path xor;
  private Path run;

  @BeforeEach
  void write() throws IOException {
    xor = Programs.write(folder, "xor.net", Programs.XOR);
    run = folder.resolve("run");
  }

  @Test
  void theFinalTableIsShownAndTheModelSaved() throws IOException {
    assertEquals(ExitCode.SUCCESS, terminal.run("train", xor, "--out", run));
    List<String> lines = terminal.out().lines().toList();
    assertTrue(lines.get(0).matches("split +rows +loss +accuracy"), lines.get(0));
    assertTrue(lines.get(1).matches("-+  -+  -+  -+"), lines.get(1));
    assertTrue(lines.get(2).matches("train +4 +\\S+ +1\\.0000"), lines.get(2));
    assertTrue(
        lines.get(3).matches("200 steps in .*; the model is in " + run + "/model.safetensors"),
        lines.get(3));
    for (String file : List.of("model.safetensors", "log.csv", "log.jsonl", "result.json")) {
      assertTrue(Files.size(run.resolve(file)) > 0, file);
    }
    assertEquals("", terminal.err());
  }

  @Test
  void theFinalTableIsAlsoJson() throws IOException {
    assertEquals(ExitCode.SUCCESS, terminal.run("train", xor, "--out", run, "--format", "json"));
    assertTrue(terminal.out().contains("\"name\" : \"Learn\""), terminal.out());
    assertTrue(terminal.out().contains("\"accuracy\" : 1"), terminal.out());
    assertEquals(Files.readString(run.resolve("result.json")), terminal.out());
  }

  @Test
  void optionsTakeThePlaceOfSettings() {
    assertEquals(
        ExitCode.SUCCESS,
        terminal.run(
            "train",
            xor,
            "Learn",
            "--epochs",
            3,
            "--batch",
            2,
            "--set",
            "hidden=3",
            "--out",
            run,
            "--format",
            "json"));
    assertTrue(terminal.out().contains("\"steps\" : 6,"), terminal.out());
  }

  @Test
  void aWrongValueIsToldLikeAnyWrongProgram() {
    assertEquals(ExitCode.WRONG, terminal.run("train", xor, "--steps", 0, "--out", run));
    assertTrue(
        terminal.err().startsWith("error[bad-range]: 'steps' is a whole number from 1, not 0"),
        terminal.err());
  }

  @Test
  void anUnknownParameterIsCorrected() {
    assertEquals(ExitCode.USAGE, terminal.run("train", xor, "--set", "hiden=3", "--out", run));
    assertEquals(
        """
        error: Learn has no parameter hiden
         = help: did you mean hidden?
        """,
        terminal.err());
  }

  @Test
  void anUnknownTrainIsCorrected() {
    assertEquals(ExitCode.USAGE, terminal.run("train", xor, "Lern"));
    assertTrue(terminal.err().endsWith(" = help: did you mean Learn?\n"), terminal.err());
    Terminal other = Terminal.files();
    assertEquals(ExitCode.USAGE, other.run("train", xor, "Small"));
    assertTrue(other.err().startsWith("error: Small is no train\n"), other.err());
  }

  @Test
  void withoutACheckpointThereIsNothingToResume() {
    assertEquals(ExitCode.WRONG, terminal.run("train", xor, "--resume", "--out", run));
    assertTrue(terminal.err().startsWith("error: there is no training to resume"), terminal.err());
  }

  @Test
  void aMinimumIsShownWithItsParameters() throws IOException {
    Path bowl = Programs.write(folder, "bowl.net", Programs.BOWL);
    assertEquals(ExitCode.SUCCESS, terminal.run("train", bowl, "--out", run));
    List<String> lines = terminal.out().lines().toList();
    assertTrue(lines.get(0).startsWith("loss after 30 steps: "), lines.get(0));
    assertTrue(lines.get(1).startsWith("p = ["), lines.get(1));
  }

  @Test
  void badNumbersEndATraining() throws IOException {
    Path bowl = Programs.write(folder, "bowl.net", Programs.BOWL);
    assertEquals(
        ExitCode.WRONG,
        terminal.run("train", bowl, "--set", "lr=1e200", "--steps", 100, "--out", run));
    assertTrue(terminal.err().contains("error: the loss is "), terminal.err());
    assertTrue(terminal.err().contains(" in step "), terminal.err());
    assertFalse(Files.exists(run.resolve("model.safetensors")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
  void anInterruptedTrainingGoesOnAsIfItHadNotStopped() throws Exception {
    Process process = start("--steps", "300000");
    Path log = run.resolve("log.csv");
    for (int i = 0; i < 600 && !(Files.exists(log)); i++) {
      assertTrue(process.isAlive(), "it runs until it is stopped");
      TimeUnit.MILLISECONDS.sleep(50);
    }
    TimeUnit.MILLISECONDS.sleep(50);
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    assertEquals(ExitCode.INTERRUPTED, process.waitFor());
    String said = Files.readString(folder.resolve("said.txt"));
    assertTrue(said.contains("interrupted after step "), said);
    assertTrue(said.contains(" --resume --out " + run + " --steps 300000   goes on"), said);
    Terminal anew = Terminal.files();
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.copy(run.resolve("checkpoint.safetensors"), copy.resolve("checkpoint.safetensors"));
    anew.run("train", xor, "--out", copy, "--steps", 1);
    assertTrue(anew.err().startsWith("note: this replaces an unfinished training in"), anew.err());
    assertEquals(
        ExitCode.SUCCESS, terminal.run("train", xor, "--resume", "--out", run, "--steps", 300000));
    assertTrue(terminal.err().contains("going on after step "), terminal.err());

    Path whole = folder.resolve("whole");
    assertEquals(ExitCode.SUCCESS, terminal.run("train", xor, "--out", whole, "--steps", 300000));
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("model.safetensors")),
        Files.readAllBytes(run.resolve("model.safetensors")));
  }

  private Process start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                xor.toString(),
                "--out",
                run.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }
}
