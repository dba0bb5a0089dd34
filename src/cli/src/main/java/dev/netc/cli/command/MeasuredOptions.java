package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.bench.Task;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.input.Overrides;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program that is measured, which of its trains and nets, and for which batches. */
final class MeasuredOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The program.")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Nets or trains of it; not needed where there is only one.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all-trains", description = "Measures every train of the program.")
  private boolean allTrains;

  @Option(
      names = "--set",
      paramLabel = "PARAMETER=VALUE",
      description = "Another value for a parameter of what is named; may be repeated.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description = "Samples at once; those of the train, or 1 for a net, if left out.")
  private List<Integer> batches;

  /** Its name, without the folders. */
  String fileName() {
    return String.valueOf(file.getFileName());
  }

  /**
   * Refuses what is wrong whatever the program says.
   *
   * @throws CommandFailure if it is
   */
  void requireMeaning() {
    if (batches != null && batches.isEmpty()) {
      throw CommandFailure.usage("--batch has no number", "for example: --batch 1,16,256");
    }
    for (int batch : batches()) {
      if (batch < 1) {
        throw CommandFailure.usage("--batch is above 0, not " + batch, "");
      }
    }
    if (allTrains && !names.isEmpty()) {
      throw CommandFailure.usage("--all-trains measures every train", "name none beside it");
    }
    if (allTrains && !values.isEmpty()) {
      throw CommandFailure.usage(
          "--set is for what is named, and --all-trains names nothing",
          "name the trains: %s TRAIN…".formatted(file));
    }
  }

  /** Those that were asked for, each once. */
  private List<Integer> batches() {
    return batches == null ? List.of() : batches.stream().distinct().toList();
  }

  /**
   * Reads and checks the program, and shows what is wrong with it.
   *
   * @throws CommandFailure if it cannot run
   */
  LoadedProgram load(Console console) {
    return ProgramOptions.load(console, file, names, new Overrides(values, Map.of()));
  }

  /**
   * What is to be measured: each name for each batch. All data that it needs is read.
   *
   * @throws CommandFailure if the program has no such net or train, or it cannot be measured so
   */
  List<Task> tasks(LoadedProgram loaded) {
    Map<String, TrainSpec> trains = loaded.program().trains();
    Map<String, Network> networks = loaded.program().networks();
    DataSets data = new DataSets(loaded.dataPath());
    List<Task> tasks = new ArrayList<>();
    for (String name : meant(loaded)) {
      if (trains.containsKey(name)) {
        TrainSpec train = trains.get(name);
        if (train.isEnsemble()) {
          train = train.members().get(0); // they differ in their seeds alone
        }
        tasks.addAll(Task.of(train, batches(), train.data().map(data::of)));
      } else {
        tasks.addAll(Task.of(networks.get(name), batches()));
      }
    }
    return tasks;
  }

  /** The names that are meant: those that are given, all trains, or the only train or net. */
  private Set<String> meant(LoadedProgram loaded) {
    Set<String> trains = loaded.program().trains().keySet();
    Set<String> networks = loaded.program().networks().keySet();
    if (!names.isEmpty()) {
      Set<String> declared = new LinkedHashSet<>(trains);
      declared.addAll(networks);
      for (String name : names) {
        if (!declared.contains(name)) {
          throw ProgramOptions.unknown("net or train", name, declared, loaded);
        }
      }
      return new LinkedHashSet<>(names);
    }
    if (allTrains && !trains.isEmpty()) {
      return trains;
    }
    if (trains.size() > 1) {
      throw CommandFailure.usage(
          "%s has several: %s".formatted(loaded.file(), String.join(", ", trains)),
          "say which one, or all: %s %s, %s --all-trains"
              .formatted(loaded.file(), trains.iterator().next(), loaded.file()));
    }
    return Set.of(
        allTrains || !trains.isEmpty()
            ? ProgramOptions.only("train", loaded.program().trains(), loaded).name()
            : ProgramOptions.only("net", loaded.program().networks(), loaded).name());
  }
}
