package dev.netc.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.describe.DescriptionText;
import dev.netc.cli.describe.NetDescription;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.report.Json;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc describe}: the layers of networks in figures. */
@Command(
    name = "describe",
    header = "Shows the layers of a network: shapes, parameters, work and memory.",
    description = {
      "",
      "A train is shown with the memory and work of training. Without NAME: the trains of the "
          + "program, or its nets where it has no train. Nothing is run."
    },
    footer = {
      "",
      "Examples:",
      "  netc describe digits.net                  the network that is trained",
      "  netc describe digits.net Reader --batch 1",
      "  netc describe digits.net --set hidden=500",
      "  netc describe std/vision.net ResNet --set depth=50"
    })
public final class DescribeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ProgramOptions program;
  @Mixin private FormatOption format;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples at once; those of the train, or 1 for a net, if left out.")
  private Integer batch;

  public DescribeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (batch != null && batch < 1) {
      throw CommandFailure.usage("--batch is at least 1, not " + batch, "");
    }
    List<NetDescription> descriptions = descriptions(program.load(console, Map.of()));
    if (format.isJson()) {
      Json.print(console.out(), json -> write(json, descriptions));
      return ExitCode.SUCCESS;
    }
    for (int i = 0; i < descriptions.size(); i++) {
      console.out().print(i == 0 ? "" : "\n");
      DescriptionText.print(descriptions.get(i), console.out());
    }
    return ExitCode.SUCCESS;
  }

  private static void write(JsonGenerator json, List<NetDescription> descriptions)
      throws IOException {
    json.writeStartArray();
    for (NetDescription description : descriptions) {
      DescriptionText.write(description, json);
    }
    json.writeEndArray();
  }

  private List<NetDescription> descriptions(LoadedProgram loaded) {
    List<NetDescription> found = new ArrayList<>();
    Map<String, TrainSpec> trains = loaded.program().trains();
    Map<String, Network> nets = loaded.program().networks();
    for (TrainSpec train : trains.values()) {
      if (isWanted(train.name(), true)) {
        int samples = batch == null ? train.settings().batch() : batch;
        found.add(NetDescription.of(train, samples));
      }
    }
    for (Network network : nets.values()) {
      if (isWanted(network.name(), trains.isEmpty())) {
        found.add(NetDescription.of(network, batch == null ? 1 : batch));
      }
    }
    if (found.isEmpty()) {
      List<String> names = new ArrayList<>(trains.keySet());
      names.addAll(nets.keySet());
      throw program.name().isPresent()
          ? program.unknown("net or train", names, loaded)
          : CommandFailure.wrong(
              "%s declares no net that can stand alone".formatted(loaded.file()), "");
    }
    return found;
  }

  private boolean isWanted(String name, boolean byDefault) {
    return program.name().map(name::equals).orElse(byDefault);
  }
}
