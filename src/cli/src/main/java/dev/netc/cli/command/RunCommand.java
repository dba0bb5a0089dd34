package dev.netc.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.Inspection;
import dev.netc.cli.engine.Inspection.Inspected;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.input.InputValues;
import dev.netc.cli.report.Json;
import dev.netc.cli.report.NumberText;
import dev.netc.cli.report.TextTable;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.reference.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc run}: a net on given inputs. */
@Command(
    name = "run",
    header = "Runs a net on given inputs, and shows what it computes.",
    description = {
      "",
      "Everything is computed in float64. An input [2] takes [1, 2] for one sample and "
          + "[[1, 2], [3, 4]] for two. With --gradients, every named value is shown with the "
          + "gradient of the result by it: a computational graph forward and backward."
    },
    footer = {
      "",
      "Examples:",
      "  netc run xor.net Xor --input x=[1,0]",
      "  netc run apples.net Apples --input apple=100 --input apples=2 --input tax=1.1 \\",
      "      --gradients",
      "  netc run digits.net Reader --input image=@five.json --model model.safetensors"
    })
public final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ProgramOptions program;
  @Mixin private FormatOption format;

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description = "Numbers for an input, or @FILE for a JSON file of numbers.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--show",
      paramLabel = "VALUE",
      description = "A named value to show in full, or all; the outputs if left out.")
  private List<String> shown = new ArrayList<>();

  @Option(names = "--gradients", description = "Shows every named value and its gradient.")
  private boolean gradients;

  @Option(
      names = "--of",
      paramLabel = "OUTPUT",
      description = "The result to differentiate; not needed where there is only one.")
  private String result;

  @Option(names = "--model", paramLabel = "PATH", description = "A file of weights.")
  private Path weights;

  public RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LoadedProgram loaded = program.load(console, Map.of());
    Network network = program.net(loaded);
    Inspection inspection = new Inspection(network, 0);
    if (weights != null) {
      inspection.load(weights);
    } else {
      noteRandomValues(network);
    }
    InputValues values = InputValues.of(network.inputs(), inputs);
    Optional<String> of =
        gradients
            ? Optional.of(Outputs.toDifferentiate(network, Optional.ofNullable(result)))
            : Optional.empty();
    List<Inspected> all = inspection.run(values, of);
    List<Inspected> wanted = wanted(network, all);
    if (format.isJson()) {
      Json.print(console.out(), json -> write(json, wanted));
    } else {
      print(network, wanted, of);
    }
    return ExitCode.SUCCESS;
  }

  private void noteRandomValues(Network network) {
    boolean random =
        network.parameters().stream()
            .anyMatch(
                p ->
                    !(p.initializer() instanceof InitializerSpec.Values
                        || p.initializer() instanceof InitializerSpec.Constant
                        || p.initializer() instanceof InitializerSpec.Zeros
                        || p.initializer() instanceof InitializerSpec.Ones));
    if (random) {
      console
          .err()
          .line("note: the parameters have random first values; --model PATH gives others");
    }
  }

  /** The values to show: those asked for, or all with their gradients, or the outputs. */
  private List<Inspected> wanted(Network network, List<Inspected> all) {
    if (shown.contains("all") || (gradients && shown.isEmpty())) {
      return all;
    }
    if (shown.isEmpty()) {
      return all.stream().filter(v -> network.outputs().containsKey(v.name())).toList();
    }
    List<String> names = all.stream().map(Inspected::name).toList();
    List<Inspected> wanted = new ArrayList<>();
    for (String name : shown) {
      if (!names.contains(name)) {
        throw Outputs.unknown(network, name, names);
      }
      wanted.add(all.get(names.indexOf(name)));
    }
    return wanted;
  }

  private void print(Network network, List<Inspected> values, Optional<String> of) {
    boolean inFull = !gradients && !shown.contains("all");
    if (inFull) {
      for (Inspected value : values) {
        console.out().line(value.name() + " = " + text(value.value(), true));
      }
      return;
    }
    String[] head =
        of.isPresent()
            ? new String[] {"name", "value", "gradient of " + differentiated(network, of.get())}
            : new String[] {"name", "value"};
    TextTable table = new TextTable(head);
    for (Inspected value : values) {
      List<String> row = new ArrayList<>(List.of(value.name(), text(value.value(), false)));
      value.gradient().ifPresent(g -> row.add(text(g, false)));
      table.row(row);
    }
    table.lines().forEach(console.out()::line);
  }

  /** What is differentiated: of several numbers their sum. */
  private static String differentiated(Network network, String output) {
    boolean several = network.outputs().get(output).type().shape().size() > 1;
    return several ? "sum(%s)".formatted(output) : output;
  }

  /** A single sample is shown without the axis of the batch. */
  private static String text(Tensor tensor, boolean inFull) {
    int[] dims = tensor.dims();
    boolean single = dims.length > 0 && dims[0] == 1;
    int[] rest = single ? Arrays.copyOfRange(dims, 1, dims.length) : dims;
    return NumberText.ofArray(rest, tensor.data(), inFull);
  }

  private static void write(JsonGenerator json, List<Inspected> values) throws IOException {
    json.writeStartObject();
    for (Inspected value : values) {
      json.writeObjectFieldStart(value.name());
      write(json, "value", value.value());
      if (value.gradient().isPresent()) {
        write(json, "gradient", value.gradient().get());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Tensor tensor) throws IOException {
    json.writeFieldName(name);
    Json.array(json, tensor.dims(), tensor.data());
  }
}
