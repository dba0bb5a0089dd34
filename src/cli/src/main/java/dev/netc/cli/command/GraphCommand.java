package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.Inspection;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.graph.Drawing;
import dev.netc.cli.graph.DrawingFile;
import dev.netc.cli.graph.NetworkDrawing;
import dev.netc.cli.input.InputValues;
import dev.netc.compiler.network.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc graph}: a picture of a network. */
@Command(
    name = "graph",
    header = "Draws a network: layers as boxes, nets in nets as frames.",
    description = {
      "",
      "Each box has the shape of its result and the number of its parameters. With --values, a "
          + "computational graph as a textbook draws it: at each arrow the value, below it the "
          + "gradient of the result."
    },
    footer = {
      "",
      "Examples:",
      "  netc graph digits.net Reader                 writes Reader.svg",
      "  netc graph digits.net Reader -o reader.png",
      "  netc graph apples.net Apples --values --input apple=100 --input apples=2 \\",
      "      --input tax=1.1"
    })
public final class GraphCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ProgramOptions program;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to write: a name ending in .svg or .png; NAME.svg if left out.")
  private Path out;

  @Option(names = "--values", description = "Shows values and gradients instead of shapes.")
  private boolean values;

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description = "With --values: numbers for an input, or @FILE for a JSON file of numbers.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--of",
      paramLabel = "OUTPUT",
      description = "With --values: the result to differentiate, where there are several.")
  private String result;

  @Option(
      names = "--model",
      paramLabel = "PATH",
      description = "With --values: a file of weights; random first values if left out.")
  private Path weights;

  public GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireValuesForTheirOptions();
    LoadedProgram loaded = program.load(console, Map.of());
    Network network = program.network(loaded);
    Path file = out == null ? Path.of(network.name() + ".svg") : out;
    DrawingFile.write(drawing(network), file, values);
    console.out().line("wrote " + file);
    return ExitCode.SUCCESS;
  }

  private void requireValuesForTheirOptions() {
    if (!values && !(inputs.isEmpty() && result == null && weights == null)) {
      throw CommandFailure.usage("--input, --of and --model go with --values", "add --values");
    }
  }

  private Drawing drawing(Network network) {
    if (!values) {
      return NetworkDrawing.ofLayers(network);
    }
    Inspection inspection = new Inspection(network, 0);
    if (weights != null) {
      inspection.load(weights);
    }
    String output = Outputs.toDifferentiate(network, Optional.ofNullable(result));
    InputValues given = InputValues.of(network.inputs(), inputs);
    return NetworkDrawing.ofValues(network, inspection.flow(given, output));
  }
}
