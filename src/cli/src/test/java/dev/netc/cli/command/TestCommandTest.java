package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
  private static final String PASSES = "test \"two and two\" { expect 2 + 2 == 4 }\n";
  private static final String FAILS = "test \"two and three\" { expect 2 + 3 == 4 }\n";

  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();

  @Test
  void whatHoldsPasses() throws IOException {
    Path file = Programs.write(folder, "a.net", PASSES);
    assertEquals(ExitCode.SUCCESS, terminal.run("test", file));
    assertEquals("  ok      two and two\n1 passed\n", terminal.out());
    assertEquals("", terminal.err());
  }

  @Test
  void whatFailsIsShownWithBothSides() throws IOException {
    Path file = Programs.write(folder, "a.net", PASSES + FAILS);
    assertEquals(ExitCode.WRONG, terminal.run("test", file));
    String out = terminal.out();
    assertTrue(out.contains("  FAILED  two and three\n"), out);
    assertTrue(out.contains("\n          expect 2 + 3 == 4\n"), out);
    assertTrue(out.contains("--> %s:2\n".formatted(file)), out);
    assertTrue(out.contains("expected"), out);
    assertTrue(out.endsWith("1 passed, 1 failed\n"), out);
  }

  @Test
  void aTrainingThatOverflowsSaysSo() throws IOException {
    Path program =
        Programs.write(
            folder,
            "wild.net",
            """
            data line = table { x = [[1], [2]]  d = [2, 4] }
            net Line { input x [1]  output y = x -> dense(1) }
            train Learn {
                net       Line
                data      line
                minimize  squared_error(y, d)
                optimizer sgd(lr = 1e6)
                steps     100
            }
            test "wild" { expect Learn().train.loss > 0 }
            """);
    assertEquals(ExitCode.WRONG, terminal.run("test", program));
    assertTrue(terminal.out().contains("the training Learn failed: the "), terminal.out());
    assertTrue(terminal.out().contains("a smaller learning rate"), terminal.out());
  }

  @Test
  void testsAreChosenByTheirTitle() throws IOException {
    Path file = Programs.write(folder, "a.net", PASSES + FAILS);
    assertEquals(ExitCode.SUCCESS, terminal.run("test", file, "--filter", "AND TWO"));
    assertEquals("  ok      two and two\n1 passed\n", terminal.out());
  }

  @Test
  void missingDataIsSkippedVisibly() throws IOException {
    terminal.run("version");
    Terminal elsewhere =
        Terminal.files(Map.of("XDG_CACHE_HOME", folder.toString(), "NETC_DATA", ""));
    Path file =
        Programs.write(
            folder,
            "a.net",
            """
            data mnist = mnist("data/mnist")
            test "the first digit" { expect mnist.train.label[0] == 5 }
            """);
    assertEquals(ExitCode.SUCCESS, elsewhere.run("test", file));
    String out = elsewhere.out();
    assertTrue(out.contains("  skipped the first digit\n"), out);
    assertTrue(out.contains("netc data get mnist"), out);
    assertTrue(out.endsWith("0 passed, 1 skipped\n"), out);
  }

  @Test
  void filesOfAFolderAreNamed() throws IOException {
    Path one = Programs.write(folder, "a.net", PASSES);
    Path two = Programs.write(folder, "b.net", PASSES);
    assertEquals(ExitCode.SUCCESS, terminal.run("test", folder));
    assertEquals(
        "%s\n  ok      two and two\n%s\n  ok      two and two\n2 passed\n".formatted(one, two),
        terminal.out());
  }

  @Test
  void aWrongProgramFailsAndTheOthersAreTested() throws IOException {
    Programs.write(folder, "a.net", "net {");
    Programs.write(folder, "b.net", PASSES);
    assertEquals(ExitCode.WRONG, terminal.run("test", folder));
    assertTrue(terminal.err().startsWith("error[syntax-error]"), terminal.err());
    assertTrue(terminal.out().endsWith("1 passed, 1 file with errors\n"), terminal.out());
  }

  @Test
  void programsReadResultsAsJson() throws IOException {
    Path file = Programs.write(folder, "a.net", FAILS);
    assertEquals(ExitCode.WRONG, terminal.run("test", file, "--format", "json"));
    String out = terminal.out();
    assertTrue(out.contains("\"title\" : \"two and three\""), out);
    assertTrue(out.contains("\"state\" : \"failed\""), out);
    assertTrue(out.contains("\"expect\" : \"expect 2 + 3 == 4\""), out);
  }

  @Test
  void aFileWithoutTestsSaysSo() throws IOException {
    Path file = Programs.write(folder, "a.net", Programs.FORMULAS);
    assertEquals(ExitCode.SUCCESS, terminal.run("test", file));
    assertEquals("no tests\n", terminal.out());
  }
}
