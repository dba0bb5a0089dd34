package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  /** The training of XOR, and another one, wider. */
  private static final String TWO =
      Programs.XOR
          + Programs.XOR
              .substring(Programs.XOR.indexOf("train"))
              .replace("Learn(hidden = 8)", "Wider(hidden = 16)");

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
    assertEquals("# # # # all", lines.get(lines.size() - 1), "nothing to compare it with");
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
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "--batch", "0"));
    assertTrue(terminal.err().contains("--batch is above 0, not 0"), terminal.err());
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "--batch", ","));
    assertTrue(terminal.err().contains("--batch has no number"), terminal.err());
    assertEquals("", terminal.out());
  }

  @Test
  void aTrainIsMeasuredForEachBatchAndComparedInATable() {
    assertEquals(ExitCode.SUCCESS, terminal.run("bench", xor, "--batch", "1,2,4,2", "--steps", 5));
    assertEquals(
        List.of("train Learn, batch 1", "train Learn, batch 2", "train Learn, batch 4"),
        measured());
    List<String> last = masked().subList(masked().indexOf("3 measurements"), masked().size());
    assertEquals("name batch parameters flops time GFLOP/s of peak planned taken", last.get(2));
    for (int i = 4; i < 7; i++) {
      assertTrue(last.get(i).startsWith("Learn # # # "), last.toString());
    }
    assertTrue(terminal.out().contains("  42  "), "2·8 + 8 + 8·2 + 2 parameters");
    assertEquals(9, last.size(), last::toString);
    assertTrue(
        last.get(8).matches("scaling of Learn: time grows as work\\^.*\\(3 measurements\\)"));
  }

  @Test
  void severalNamesAreMeasuredWithAValueInEach() throws IOException {
    Path two = Programs.write(folder, "two.net", TWO);
    assertEquals(
        ExitCode.SUCCESS,
        terminal.run("bench", two, "Small", "Wider", "--set", "hidden=3", "--steps", 5));
    assertEquals(List.of("net Small, batch 1", "train Wider, batch 4"), measured());
    List<String> rows =
        terminal
            .out()
            .lines()
            .filter(line -> line.matches("  (Small|Wider) +[14] +17 .*"))
            .toList();
    assertEquals(2, rows.size(), "2·3 + 3 + 3·2 + 2 parameters\n" + terminal.out());
    assertTrue(terminal.out().contains("  scaling: time grows as work^"), terminal.out());
  }

  /** The first line of each report, without the kernels. */
  private List<String> measured() {
    return terminal
        .out()
        .lines()
        .filter(line -> line.endsWith(" kernels"))
        .map(line -> line.substring(0, line.lastIndexOf(", ")))
        .toList();
  }

  @Test
  void namesThatCannotBeMeantAreRefused() throws IOException {
    Path two = Programs.write(folder, "two.net", TWO);
    assertEquals(ExitCode.USAGE, terminal.run("bench", two));
    assertTrue(terminal.err().contains("has several: Learn, Wider"), terminal.err());
    assertTrue(terminal.err().contains("or all: " + two + " Learn, "), terminal.err());
    assertEquals(ExitCode.USAGE, terminal.run("bench", two, "Learn", "Widr"));
    assertTrue(terminal.err().contains("did you mean Wider?"), terminal.err());
    assertEquals(ExitCode.USAGE, terminal.run("bench", two, "Learn", "--all-trains"));
    assertEquals(ExitCode.USAGE, terminal.run("bench", two, "--all-trains", "--set", "hidden=3"));
    Path formulas = Programs.write(folder, "formulas.net", Programs.FORMULAS);
    assertEquals(ExitCode.WRONG, terminal.run("bench", formulas, "--all-trains"));
    assertTrue(terminal.err().contains("declares no train"), terminal.err());
    assertEquals("", terminal.out());
  }

  @Test
  void aBatchThatCannotBeIsRefusedBeforeAnythingIsMeasured() throws IOException {
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "--batch", "2,5"));
    assertTrue(
        terminal.err().contains("Learn learns from 4 rows: they fill no batch of 5"),
        terminal.err());
    assertEquals(ExitCode.WRONG, terminal.run("bench", xor, "Small", "--batch", "1,2000000000"));
    assertTrue(
        terminal.err().contains("Small with a batch of 2,000,000,000 needs "), terminal.err());
    String exact = Programs.BOWL.replace("precision float64", "");
    Path bowl = Programs.write(folder, "bowl.net", exact);
    assertEquals(ExitCode.USAGE, terminal.run("bench", bowl, "--batch", 4));
    assertTrue(terminal.err().contains("leave --batch out"), terminal.err());
    assertEquals("", terminal.out());
  }

  @Test
  void aPlotHasASeriesForEachNameAndADotForEachBatch() throws IOException {
    Path two = Programs.write(folder, "two.net", TWO);
    Path plot = Files.writeString(folder.resolve("plot.svg"), "what was there before");
    assertEquals(
        ExitCode.SUCCESS,
        terminal.run("bench", two, "--all-trains", "--batch", "1,4", "--steps", 5, "--plot", plot));
    assertTrue(terminal.out().endsWith("wrote " + plot + "\n"), terminal.out());
    assertEquals(
        List.of(
            "train Learn, batch 1",
            "train Learn, batch 4",
            "train Wider, batch 1",
            "train Wider, batch 4"),
        measured());
    String svg = Files.readString(plot);
    for (String words :
        List.of(
            "two.net: ",
            " kernels, ",
            "work of a step (FLOP)",
            "time of a step (s)",
            "at the machine's peak, ",
            ">Learn<",
            ">Wider<",
            "Wider, batch 4: ")) {
      assertTrue(svg.contains(words), words + " in " + svg);
    }
    assertEquals(2 * 4, svg.split("<circle", -1).length - 1, "two charts");
  }

  @Test
  void oneMeasurementIsAPlotWithAPoint() throws IOException {
    Path plot = folder.resolve("plot.PNG");
    assertEquals(
        ExitCode.SUCCESS, terminal.run("bench", xor, "Small", "--steps", 5, "--plot", plot));
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 1000);
  }

  @Test
  void aPlotThatCannotBeWrittenIsRefusedBeforeAnythingIsMeasured() throws IOException {
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "--plot", "plot.gif"));
    assertTrue(terminal.err().contains("ends in .svg or .png, not plot.gif"), terminal.err());
    Path nowhere = folder.resolve("missing/plot.svg");
    assertEquals(ExitCode.WRONG, terminal.run("bench", xor, "--plot", nowhere));
    assertTrue(terminal.err().contains("the folder does not exist"), terminal.err());
    Path taken = Files.createDirectory(folder.resolve("folder.svg"));
    assertEquals(ExitCode.WRONG, terminal.run("bench", xor, "--plot", taken));
    assertTrue(terminal.err().contains("it is a folder"), terminal.err());
    Path idle =
        Programs.write(
            folder, "idle.net", "net Idle { input x [2]  output y = reshape(x, [2, 1]) }");
    Path plot = folder.resolve("plot.svg");
    assertEquals(ExitCode.WRONG, terminal.run("bench", idle, "--plot", plot));
    assertTrue(terminal.err().contains("Idle does no arithmetic"), terminal.err());
    assertFalse(Files.exists(plot));
    assertEquals("", terminal.out());
  }

  @Test
  void severalMeasurementsAreReadAsJson() throws IOException {
    terminal.run("bench", xor, "--batch", "1,4", "--steps", 5, "--format", "json");
    JsonNode json = new ObjectMapper().readTree(terminal.out());
    assertEquals(2, json.get("measurements").size());
    JsonNode second = json.get("measurements").get(1);
    assertEquals(4, second.get("batch").asInt());
    assertEquals(42, second.get("parameters").asInt());
    JsonNode scaling = json.get("scaling").get(0);
    assertEquals("Learn", scaling.get("name").asText());
    assertTrue(scaling.get("exponent").isNumber() && scaling.get("points").asInt() == 2);
  }

  @Test
  void anUnknownNameIsCorrected() {
    assertEquals(ExitCode.USAGE, terminal.run("bench", xor, "Learm"));
    assertTrue(terminal.err().contains("did you mean Learn?"), terminal.err());
  }
}
