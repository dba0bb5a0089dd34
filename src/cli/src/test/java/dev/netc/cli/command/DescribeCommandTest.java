package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void whatSlidesOverImagesHasAReceptiveField() throws IOException {
    Path file =
        Programs.write(
            folder,
            "fields.net",
            """
            net Fields {
                input row [784]
                image  = row -> reshape([1, 28, 28])
                deep   = image -> conv(4, 3) -> relu -> conv(4, 3) -> maxpool(2) -> conv(4, 3)
                wide   = image -> conv(4, [5, 7], stride = 2, round = down, pad = [1, 2])
                halved = wide -> crop([[1, 2], [1, 2]])
                larger = halved -> upsample(2) -> conv(4, 3, pad = 1) -> crop(5)
                output digit = concat(deep, larger) -> conv(2, 1) -> flatten -> dense(10) -> softmax
            }
            """);
    assertEquals(ExitCode.SUCCESS, terminal.run("describe", file));
    List<String> fields = new ArrayList<>();
    for (String line : terminal.out().lines().filter(l -> l.contains("[")).toList()) {
      fields.add(line.replaceAll("^ *(\\S+) .*\\] +(\\d+x\\d+)? .*", "$1 $2"));
    }
    assertEquals(
        List.of(
            "net Fields(row [784])",
            "image.reshape 1x1",
            "deep.conv[0] 3x3",
            "deep.relu 3x3",
            "deep.conv[1] 5x5",
            "deep.maxpool 6x6",
            "deep.conv[2] 10x10",
            "wide.conv 5x7",
            "halved.crop 5x7",
            "larger.upsample 5x7",
            "larger.conv 7x9",
            "larger.crop 7x9",
            "digit.concat 10x10",
            "digit.conv 10x10",
            "digit.flatten ",
            "digit.dense ",
            "digit.softmax "),
        fields);
    terminal.run("describe", file, "--format", "json");
    assertTrue(terminal.out().contains("\"receptiveField\" : [ 5, 7 ]"), terminal.out());
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
