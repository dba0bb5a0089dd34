package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();
  private Path formulas;

  @BeforeEach
  void write() throws IOException {
    formulas = Programs.write(folder, "formulas.net", Programs.FORMULAS);
  }

  private int shopping(Object... more) {
    Object[] all = new Object[9 + more.length];
    Object[] given = {
      "run",
      formulas,
      "Shopping",
      "--input",
      "apple=100",
      "--input",
      "apples=2",
      "--input",
      "tax=1.1"
    };
    System.arraycopy(given, 0, all, 0, given.length);
    System.arraycopy(more, 0, all, given.length, more.length);
    return terminal.run(all);
  }

  @Test
  void theOutputsAreShown() {
    assertEquals(ExitCode.SUCCESS, shopping());
    assertEquals("price = 220\n", terminal.out());
  }

  @Test
  void aGraphIsShownForwardAndBackward() {
    assertEquals(ExitCode.SUCCESS, shopping("--gradients"));
    assertEquals(
        """
        name    value  gradient of price
        ------  -----  -----------------
        tax     1.1    200
        apples  2      110
        apple   100    2.2
        fruit   200    1.1
        price   220    1
        """
            .lines()
            .sorted()
            .toList(),
        terminal.out().lines().sorted().toList());
  }

  @Test
  void oneValueIsShown() {
    assertEquals(ExitCode.SUCCESS, shopping("--show", "fruit", "--format", "json"));
    assertEquals("{\n  \"fruit\" : {\n    \"value\" : [ 200 ]\n  }\n}\n", terminal.out());
  }

  @Test
  void severalSamplesRunAtOnce() {
    int code =
        terminal.run("run", formulas, "Layer", "--input", "x=[[1, 0], [0, -1]]", "--show", "all");
    assertEquals(ExitCode.SUCCESS, code);
    assertTrue(terminal.out().contains("y               [[1.5, 1.5], [-2.5, -4.5]]\n"));
    assertTrue(terminal.out().contains("z               [[1.5, 1.5], [0, 0]]\n"), terminal.out());
  }

  @Test
  void ofSeveralOutputsOneIsDifferentiated() {
    int code = terminal.run("run", formulas, "Layer", "--input", "x=[1, -1]", "--gradients");
    assertEquals(ExitCode.USAGE, code);
    assertTrue(terminal.err().contains("--of y"), terminal.err());
    Terminal other = Terminal.files();
    other.run("run", formulas, "Layer", "--input", "x=[1, -1]", "--gradients", "--of", "z");
    assertTrue(other.out().contains("gradient of sum(z)"), other.out());
  }

  @Test
  void numbersCanComeFromAFile() throws IOException {
    Path numbers = Programs.write(folder, "x.json", "[1, 0]\n");
    terminal.run("run", formulas, "Layer", "--input", "x=@" + numbers, "--show", "y");
    assertEquals("y = [1.5, 1.5]\n", terminal.out());
  }

  @Test
  void missingAndUnknownInputsAreNamed() {
    assertEquals(ExitCode.USAGE, terminal.run("run", formulas, "Shopping", "--input", "apple=100"));
    assertEquals(
        """
        error: the net needs a value for apples [], tax []
         = help: give it as --input apples=…
        """,
        terminal.err());
    Terminal other = Terminal.files();
    assertEquals(ExitCode.USAGE, other.run("run", formulas, "Shopping", "--input", "aple=100"));
    assertTrue(other.err().contains("did you mean apple?"), other.err());
  }

  @Test
  void anotherShapeIsRefused() {
    assertEquals(ExitCode.WRONG, terminal.run("run", formulas, "Layer", "--input", "x=[1, 2, 3]"));
    assertTrue(
        terminal.err().startsWith("error: the input x is [2], but [3] are given\n"),
        terminal.err());
  }

  @Test
  void oneOfSeveralNetsIsToBeNamed() {
    assertEquals(ExitCode.USAGE, terminal.run("run", formulas));
    assertTrue(terminal.err().contains("has several: Shopping, Layer"), terminal.err());
  }
}
