package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.bench.Bench;
import dev.netc.cli.bench.BenchResult;
import dev.netc.cli.bench.BenchText;
import dev.netc.cli.bench.ProductPeak;
import dev.netc.cli.bench.Subject;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.NativeStart;
import dev.netc.cli.report.Json;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc bench}: how fast a training or a net is, and where its time goes. */
@Command(
    name = "bench",
    header = "Measures the speed of a training or a net, kernel by kernel.",
    description = {
      "",
      "A train is measured on the batches of its data, a net on inputs of zeros and ones. Shows the "
          + "speed, how much of the machine's peak that is, the memory, and which operation takes "
          + "how long. All figures are medians of one run. Nothing is saved."
    },
    footer = {
      "",
      "Examples:",
      "  netc bench digits.net                          the only train of the file",
      "  netc bench digits.net Digits --batch 256",
      "  netc bench digits.net Reader --batch 1,256     a net's predictions, for two batches",
      "  netc bench digits.net --threads 1 --kernels portable"
    })
public final class BenchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ProgramOptions program;
  @Mixin private RuntimeOptions runtime;
  @Mixin private FormatOption format;

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description = "Samples at once; those of the train, or 1 for a net, if left out.")
  private List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Time to measure for.")
  private double seconds = 5;

  @Option(names = "--steps", paramLabel = "N", description = "Steps to measure, instead of a time.")
  private Integer steps;

  @Option(names = "--all", description = "Shows operations that take next to no time as well.")
  private boolean all;

  public BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NativeStart.begin();
    requirePositive("--seconds", seconds > 0 && seconds < 1e6, String.valueOf(seconds));
    requirePositive("--steps", steps == null || steps > 0, String.valueOf(steps));
    batches.forEach(batch -> requirePositive("--batch", batch > 0, String.valueOf(batch)));
    LoadedProgram loaded = program.load(console, Map.of());
    List<BenchResult> results = new ArrayList<>();
    try (CompiledNets nets = runtime.nets();
        ProductPeak peak = new ProductPeak(nets.kernels())) {
      if (isTrain(loaded)) {
        results.add(train(loaded, nets, peak));
      } else {
        Network network = program.net(loaded);
        for (int batch : batches.isEmpty() ? List.of(1) : batches) {
          try (Subject subject = Subject.of(network, batch, nets)) {
            results.add(measure(subject, nets, peak));
          }
        }
      }
    }
    print(results);
    return ExitCode.SUCCESS;
  }

  private static void requirePositive(String option, boolean isPositive, String value) {
    if (!isPositive) {
      throw CommandFailure.usage("%s is above 0, not %s".formatted(option, value), "");
    }
  }

  /** Whether a train is meant: by its name, or because the program has one and nothing is named. */
  private boolean isTrain(LoadedProgram loaded) {
    Map<String, TrainSpec> trains = loaded.program().trains();
    if (program.name().isEmpty()) {
      return !trains.isEmpty();
    }
    String name = program.name().get();
    if (!trains.containsKey(name) && !loaded.program().networks().containsKey(name)) {
      List<String> names = new ArrayList<>(trains.keySet());
      names.addAll(loaded.program().networks().keySet());
      throw program.unknown("net or train", names, loaded);
    }
    return trains.containsKey(name);
  }

  private BenchResult train(LoadedProgram loaded, CompiledNets nets, ProductPeak peak) {
    if (batches.size() > 1) {
      throw CommandFailure.usage("a train is measured for one batch", "name one: --batch N");
    }
    LoadedProgram sized =
        batches.isEmpty()
            ? loaded
            : program.load(console, Map.of(Keyword.BATCH, String.valueOf(batches.get(0))));
    TrainSpec train = program.train(sized);
    if (train.isEnsemble()) {
      train = train.members().get(0); // they differ in their seeds alone
    }
    DataSets data = new DataSets(sized.dataPath());
    try (Subject subject = Subject.of(train, train.data().map(data::of), nets)) {
      return measure(subject, nets, peak);
    }
  }

  private BenchResult measure(Subject subject, CompiledNets nets, ProductPeak peak) {
    OptionalInt number = steps == null ? OptionalInt.empty() : OptionalInt.of(steps);
    return Bench.measure(subject, nets.kernels().name(), peak, seconds, number);
  }

  private void print(List<BenchResult> results) {
    if (format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartArray();
            for (BenchResult result : results) {
              BenchText.write(result, json);
            }
            json.writeEndArray();
          });
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      console.out().print(i == 0 ? "" : "\n");
      BenchText.print(results.get(i), all, console.out());
    }
  }
}
