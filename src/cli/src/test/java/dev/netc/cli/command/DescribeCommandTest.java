package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeCommandTest {
  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();
  private Path xor;

  @BeforeEach
  void write() throws IOException {
    xor = Programs.write(folder, "xor.net", Programs.XOR);
  }

  @Test
  void aNetIsATableOfLayers() {
    assertEquals(ExitCode.SUCCESS, terminal.run("describe", xor, "Small"));
    String[] parts = terminal.out().split("\n\n");
    assertEquals("net Small(x [2])", parts[0]);
    assertEquals(
        """
        layer           operation  output  parameters  flops/sample  bytes/sample
        --------------  ---------  ------  ----------  ------------  ------------
        class.dense[0]  dense      [8]             24            40            32
        class.tanh      tanh       [8]              0             8            32
        class.dense[1]  dense      [2]             18            34             8
        class.softmax   softmax    [2]              0             8             8
        --------------  ---------  ------  ----------  ------------  ------------
        total                                      42            90            80
        """,
        parts[1].replaceAll("(?m)^  ", "") + "\n");
    assertTrue(
        parts[2].startsWith("  parameters  42, 168 bytes\n  inference   90 flops a sample;"));
    assertFalse(parts[2].contains("training"), parts[2]);
  }

  @Test
  void aTrainAlsoHasTheMemoryOfTraining() {
    assertEquals(ExitCode.SUCCESS, terminal.run("describe", xor));
    assertTrue(terminal.out().startsWith("train Learn(x [2])\n"), terminal.out());
    assertTrue(terminal.out().contains("  training    "), terminal.out());
    assertTrue(terminal.out().contains("optimizer state"), terminal.out());
    assertTrue(terminal.out().contains("for a batch of 4 ("), terminal.out());
  }

  @Test
  void runningStatisticsAreNoParameters() throws IOException {
    Path norm =
        Programs.write(
            folder,
            "norm.net",
            "net Norm { input x [2]  output y = x -> dense(3, bias = false) -> batchnorm -> relu"
                + " }");
    assertEquals(ExitCode.SUCCESS, terminal.run("describe", norm));
    assertTrue(
        terminal
            .out()
            .contains("  parameters  12, 48 bytes\n              + 6 running statistics\n"),
        terminal.out());
  }

  @Test
  void otherValuesAreDescribed() {
    terminal.run("describe", xor, "Small", "--set", "hidden=100", "--batch", 7);
    assertTrue(terminal.out().contains("[100]          300 "), terminal.out());
    assertTrue(terminal.out().contains("for a batch of 7 ("), terminal.out());
  }

  @Test
  void programsReadItAsJson() {
    assertEquals(ExitCode.SUCCESS, terminal.run("describe", xor, "--format", "json"));
    assertTrue(terminal.out().contains("\"trainableParameters\" : 42"), terminal.out());
    assertTrue(terminal.out().contains("\"peak\" : "), terminal.out());
  }

  @Test
  void anUnknownNameIsCorrected() {
    assertEquals(ExitCode.USAGE, terminal.run("describe", xor, "Smal"));
    assertTrue(terminal.err().contains("did you mean Small?"), terminal.err());
  }
}
