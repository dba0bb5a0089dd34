package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a trained model: {@code eval} and {@code predict}. */
class EvalCommandTest {
  @TempDir private static Path folder;

  private static Path xor;
  private static Path model;

  private final Terminal terminal = Terminal.files();

  @BeforeAll
  static void train() throws IOException {
    xor = Programs.write(folder, "xor.net", Programs.XOR);
    Path run = folder.resolve("run");
    model = run.resolve("model.safetensors");
    assertEquals(ExitCode.SUCCESS, Terminal.files().run("train", xor, "--out", run));
  }

  @Test
  void lossAndMetricsAreShown() {
    assertEquals(ExitCode.SUCCESS, terminal.run("eval", xor, "--model", model));
    assertTrue(
        terminal.out().matches("(?s)split.*\n-.*\ntrain +4 +\\S+ +1\\.0000\n"), terminal.out());
  }

  @Test
  void programsReadThemAsJson() {
    terminal.run("eval", xor, "--model", model, "--split", "train", "--format", "json");
    assertTrue(terminal.out().contains("\"rows\" : 4"), terminal.out());
    assertTrue(terminal.out().contains("\"accuracy\" : 1"), terminal.out());
  }

  @Test
  void anUnknownSplitIsNamed() {
    assertEquals(
        ExitCode.USAGE, terminal.run("eval", xor, "--model", model, "--split", "validation"));
    assertEquals(
        """
        error: the data points has no split validation
         = help: it has train
        """,
        terminal.err());
  }

  @Test
  void aMissingModelIsNamed() {
    Path missing = folder.resolve("no.safetensors");
    assertEquals(ExitCode.WRONG, terminal.run("eval", xor, "--model", missing));
    assertTrue(terminal.err().startsWith("error: there is no model " + missing), terminal.err());
  }

  @Test
  void aModelOfAnotherNetDoesNotFit() {
    assertEquals(ExitCode.WRONG, terminal.run("eval", xor, "--model", model, "--set", "hidden=5"));
    assertTrue(terminal.err().contains("does not fit the net"), terminal.err());
  }

  @Test
  void rowsOfTheDataArePredicted() {
    int code = terminal.run("predict", xor, "--model", model, "--split", "train", "--classes");
    assertEquals(ExitCode.SUCCESS, code);
    assertEquals(
        """
        {"class":0}
        {"class":1}
        {"class":1}
        {"class":0}
        """,
        terminal.out());
  }

  @Test
  void rowsOfACsvFileArePredicted() throws IOException {
    Path rows = Programs.write(folder, "rows.csv", "a,b\n1,0\n1,1\n0,0\n");
    int code =
        terminal.run(
            "predict", xor, "--model", model, "--input", rows, "--format", "csv", "--rows", 2);
    assertEquals(ExitCode.SUCCESS, code);
    assertTrue(
        terminal.out().matches("class\\[0\\],class\\[1\\]\n\\S+,0\\.9\\d+\n0\\.9\\d+,\\S+\n"),
        terminal.out());
  }

  @Test
  void rowsOfAJsonFileArePredicted() throws IOException {
    Path rows = Programs.write(folder, "rows.jsonl", "{\"x\": [1, 0]}\n{\"x\": [0, 0]}\n");
    Path answers = folder.resolve("answers.jsonl");
    int code =
        terminal.run(
            "predict", xor, "--model", model, "--input", rows, "--classes", "--out", answers);
    assertEquals(ExitCode.SUCCESS, code);
    assertEquals("{\"class\":1}\n{\"class\":0}\n", Files.readString(answers));
  }

  @Test
  void rowsOfAnotherShapeAreRefused() throws IOException {
    Path rows = Programs.write(folder, "rows.jsonl", "{\"x\": [1, 0, 1]}\n");
    assertEquals(ExitCode.WRONG, terminal.run("predict", xor, "--model", model, "--input", rows));
    assertTrue(terminal.err().contains("has 3 numbers in a row"), terminal.err());
    Path uneven = Programs.write(folder, "uneven.jsonl", "{\"x\": [1, 0]}\n{\"x\": [1]}\n");
    Terminal other = Terminal.files();
    assertEquals(ExitCode.WRONG, other.run("predict", xor, "--model", model, "--input", uneven));
    assertTrue(other.err().contains("uneven.jsonl:2"), other.err());
  }

  @Test
  void rowsMustComeFromSomewhere() {
    assertEquals(ExitCode.USAGE, terminal.run("predict", xor, "--model", model));
    assertTrue(terminal.err().startsWith("error: rows to predict from are needed"), terminal.err());
  }
}
