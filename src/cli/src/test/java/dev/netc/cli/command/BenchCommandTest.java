package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();
  private Path xor;

  @BeforeEach
  void write() throws IOException {
    xor = Programs.write(folder, "xor.net", Programs.XOR);
  }

  /** What was printed, each figure with its unit as #, one blank between words. */
  private List<String> masked() {
    return terminal
        .out()
        .replaceAll(
            "(?<= |^)\\d[\\d,]*(?<=\\d)(\\.\\d+)?( (µs|ms|bytes|[kMG]B|[kMG])(?= |$|,|;))?( %)?",
            "#")
        .replaceAll("(?m)^ +", "")
        .replaceAll(" +", " ")
        .lines()
        .toList();
  }

  @Test
  void aTrainIsMeasuredOperationByOperation() {
    assertEquals(ExitCode.SUCCESS, terminal.run("bench", xor, "--steps", 30, "--all"));
    List<String> lines = masked();
    assertEquals("train Learn, batch #, " + kernels() + " kernels", lines.get(0));
    assertEquals(
        List.of(
            "speed # steps/s, # samples/s",
            "time # for a step at the median of #, # at best",
            "cores # of processor time for a step, on # cores",
            "work # flops a step: # GFLOP/s, # of the peak",
            "peak # GFLOP/s: the quickest product of two # x # matrices in this run"),
        lines.subList(2, 7));
    assertTrue(
        lines.get(7).matches("memory # planned, # of it scratch of kernels; # taken.*"),
        lines.get(7));
    assertEquals("share time calls flops bytes GFLOP/s GB/s kernel computes where", lines.get(9));
    TreeSet<String> rows = new TreeSet<>(lines.subList(11, lines.size() - 3));
    assertTrue(
        rows.contains("# # # # # # # linear(w, bias, TANH) class.tanh xor.net:8"), rows.toString());
    assertTrue(rows.contains("# # # # # # # adam parameters"), rows.toString());
    assertTrue(
        rows.stream().anyMatch(row -> row.contains(" gradient of class.dense[0].weight ")),
        rows.toString());
    assertTrue(
        lines.get(lines.size() - 3).endsWith("outside of kernels batch taken and copied in"));
    assertEquals("# # # # all", lines.get(lines.size() - 1));
  }

  private String kernels() {
    return terminal.out().replaceAll("(?s).*?, (\\w+) kernels.*", "$1");
  }

  @Test
  void smallOperationsAreOneRow() {
    terminal.run("bench", xor, "Learn", "--steps", 30, "--kernels", "portable");
    assertEquals("train Learn, batch #, portable kernels", masked().get(0));
    terminal.run("bench", xor, "Learn", "--steps", 30, "--all");
    assertTrue(!masked().get(masked().size() - 4).contains("--all"), terminal.out());
  }

  @Test
  void aNetIsMeasuredForEachBatch() {
    assertEquals(
        ExitCode.SUCCESS, terminal.run("bench", xor, "Small", "--batch", "1,7", "--steps", 20));
    List<String> heads = terminal.out().lines().filter(l -> l.startsWith("net ")).toList();
    assertEquals(2, heads.size());
    assertTrue(heads.get(0).startsWith("net Small, batch 1, "), heads.get(0));
    assertTrue(heads.get(1).startsWith("net Small, batch 7, "), heads.get(1));
    assertTrue(terminal.out().contains(" predictions/s, "), terminal.out());
    assertTrue(terminal.out().contains("copies in and out"), terminal.out());
  }

  @Test
  void programsReadItAsJson() throws IOException {
    assertEquals(ExitCode.SUCCESS, terminal.run("bench", xor, "--steps", 20, "--format", "json"));
    List<String> names = new ArrayList<>();
    double share = 0;
    double rest = 0;
    double seconds = 0;
    try (JsonParser json = new JsonFactory().createParser(terminal.out())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          names.add(json.currentName());
        } else if (token.isNumeric() && json.currentName().equals("share")) {
          share += json.getDoubleValue();
        } else if (token.isNumeric() && json.currentName().equals("seconds")) {
          seconds += json.getDoubleValue();
        } else if (token.isNumeric() && json.currentName().equals("secondsOutsideOfKernels")) {
          rest = json.getDoubleValue();
        }
      }
    }
    assertTrue(
        names.containsAll(
            List.of("stepsPerSecond", "peakFlopsPerSecond", "plannedBytes", "takenBytes")),
        names.toString());
    // The shares are of a step with clocks: kernels and what is outside of them.
    assertTrue(rest == 0 || Math.abs(seconds / (seconds + rest) - share) < 1e-6, "share " + share);
  }

  @Test
  void whatRunsNoKernelsCannotBeMeasured() throws IOException {
    Path bowl = Programs.write(folder, "bowl.net", Programs.BOWL);
    assertEquals(ExitCode.WRONG, terminal.run("bench", bowl));
    assertTrue(
        terminal.err().startsWith("error: Descend computes in float64: it runs no kernels"),
        terminal.err());
  }

  @Test
  void aLossThatIsNotFiniteEndsIt() throws IOException {
    String steep = Programs.BOWL.replace("precision float64", "").replace("= 0.9", "= 1e30");
    Path file = Programs.write(folder, "steep.net", steep);
    assertEquals(ExitCode.WRONG, terminal.run("bench", file, "--steps", 100));
    assertTrue(terminal.err().contains("take a smaller learning rate"), terminal.err());
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "--steps", 0));
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "--seconds", -1));
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "Small", "--batch", "1,0"));
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "Learn", "--batch", "1,2"));
    assertTrue(terminal.err().contains("a train is measured for one batch"), terminal.err());
  }

  @Test
  void anUnknownNameIsCorrected() {
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "Learm"));
    assertTrue(terminal.err().contains("did you mean Learn?"), terminal.err());
  }
}
