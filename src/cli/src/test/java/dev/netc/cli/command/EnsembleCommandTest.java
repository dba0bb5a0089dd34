package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ensemble is trained, resumed, evaluated, asked and stored in half precision. */
class EnsembleCommandTest {
  private static final String PROGRAM =
      """
      data gate = table { x = [[0, 0], [1, 0], [0, 1], [1, 1]]  y = [0, 1, 1, 0] }

      net Xor {
          input x [2]
          output odd = x -> dense(8, init = normal(1)) -> tanh -> dense(1) -> sigmoid
      }

      train Learn(members = 3) {
          net       Xor
          data      gate
          minimize  binary_cross_entropy(odd, y)
          report    accuracy(odd, y)
          optimizer adam(lr = 0.05)
          batch     2
          epochs    40
          seed      1
          ensemble  members
          average   weights 0.9
      }
      """;

  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();
  private Path program;
  private Path run;

  @BeforeEach
  void write() throws IOException {
    program = Programs.write(folder, "xor.net", PROGRAM);
    run = folder.resolve("run");
    assertEquals(ExitCode.SUCCESS, terminal.run("train", program, "--out", run));
  }

  private Path model() {
    return run.resolve("model.safetensors");
  }

  @Test
  void membersHaveFoldersAndTheWholeAModel() {
    for (int i = 1; i <= 3; i++) {
      assertTrue(Files.isRegularFile(run.resolve("member" + i + "/model.safetensors")), "" + i);
    }
    assertTrue(terminal.out().contains("240 steps"), terminal.out());
    assertEquals(
        ExitCode.SUCCESS, terminal.run("eval", program, "--model", model(), "--split", "train"));
    assertTrue(terminal.out().contains("1.0000"), terminal.out());
    assertEquals(
        ExitCode.SUCCESS,
        terminal.run(
            "predict", program, "--model", model(), "--split", "train", "--format", "csv"));
    List<String> lines = terminal.out().lines().toList();
    assertTrue(Double.parseDouble(lines.get(lines.size() - 4)) < 0.5, terminal.out());
    assertTrue(Double.parseDouble(lines.get(lines.size() - 3)) > 0.5, terminal.out());
  }

  /**
   * The second member was stopped by a kill: its checkpoint and that of the third are not there.
   */
  @Test
  void resumesWithTheUnfinishedMember() throws IOException {
    byte[] whole = Files.readAllBytes(model());
    for (int i = 2; i <= 3; i++) {
      for (String file : List.of("checkpoint.safetensors", "model.safetensors", "log.csv")) {
        Files.delete(run.resolve("member" + i + "/" + file));
      }
    }
    Files.delete(model());
    assertEquals(ExitCode.SUCCESS, terminal.run("train", program, "--out", run, "--resume"));
    assertArrayEquals(whole, Files.readAllBytes(model()));
  }

  @Test
  void membersAreTheTrainingsOfTheirSeeds() throws IOException {
    Path alone = folder.resolve("alone");
    assertEquals(
        ExitCode.SUCCESS,
        terminal.run("train", program, "--set", "members=1", "--seed", 2, "--out", alone));
    assertArrayEquals(
        Files.readAllBytes(alone.resolve("model.safetensors")),
        Files.readAllBytes(run.resolve("member2/model.safetensors")));
  }

  @Test
  void theModelIsConverted() throws IOException {
    Path half = folder.resolve("half.safetensors");
    assertEquals(ExitCode.SUCCESS, terminal.run("convert", model(), "--to", "fp16", "-o", half));
    assertTrue(
        terminal.out().contains("12 tensors, 99 numbers in fp16, 198 bytes"), terminal.out());
    assertTrue(Files.size(half) < Files.size(model()));
    assertEquals(ExitCode.SUCCESS, terminal.run("eval", program, "--model", half));
    assertTrue(terminal.out().contains("1.0000"), terminal.out());
    assertEquals(ExitCode.USAGE, terminal.run("convert", model(), "--to", "fp8", "-o", half));
    assertTrue(terminal.err().contains("formats are fp32, fp16, bf16"), terminal.err());
  }
}
