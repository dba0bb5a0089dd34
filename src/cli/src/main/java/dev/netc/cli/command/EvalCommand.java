package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.Evaluations;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.NativeStart;
import dev.netc.cli.engine.Trainings;
import dev.netc.cli.report.Json;
import dev.netc.cli.report.SplitTable;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.train.Model;
import dev.netc.runtime.train.RunFolder;
import dev.netc.runtime.train.SplitResult;
import dev.netc.runtime.train.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc eval}: loss and metrics of a trained model. */
@Command(
    name = "eval",
    header = "Evaluates a trained network on its data.",
    description = {
      "",
      "Shows loss and metrics of the model that `netc train` saved, or of another file of "
          + "weights (safetensors or npz), on each split of the data."
    },
    footer = {
      "",
      "Examples:",
      "  netc eval digits.net                           the model in runs/Digits",
      "  netc eval digits.net --split test              one split alone",
      "  netc eval net.net Mnist --model weights.npz    weights made elsewhere",
      "  netc eval digits.net --errors 20 --png wrong.png   what it takes for something else"
    })
public final class EvalCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ProgramOptions program;
  @Mixin private RuntimeOptions runtime;
  @Mixin private FormatOption format;

  @Option(
      names = {"--model", "--from"},
      paramLabel = "PATH",
      description = "The weights; runs/NAME/model.safetensors if left out.")
  private Path weights;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "train, validation or test; all of them if left out.")
  private String split;

  @Option(
      names = "--errors",
      paramLabel = "N",
      description = {
        "Also lists the first N samples that are taken for another class,",
        "of the test split if there is one."
      })
  private int errors;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Draws them: the truth upper left, the prediction lower right.")
  private Path png;

  public EvalCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NativeStart.begin();
    if (errors < 0 || png != null && errors == 0) {
      throw CommandFailure.usage("how many errors to show must be said", "take --errors 20");
    }
    LoadedProgram loaded = program.load(console, Map.of());
    TrainSpec train = program.train(loaded);
    Path file = trained(weights, train);
    try (CompiledNets nets = runtime.nets()) {
      Trainings trainings = new Trainings(nets, new DataSets(loaded.dataPath()), loaded.dataPath());
      DataSet data =
          trainings
              .data(train)
              .orElseThrow(
                  () ->
                      CommandFailure.wrong(
                          "%s has no data to be evaluated on".formatted(train.name()),
                          "add `data` to the train"));
      if (split != null && !data.splits().containsKey(split)) {
        throw noSuchSplit(data);
      }
      try (Model model = trainings.model(train)) {
        Weights.load(file, model.parameters(), List.of());
        Optional<ErrorGallery> gallery =
            errors == 0
                ? Optional.empty()
                : Optional.of(ErrorGallery.of(nets, train, data, split, file, errors));
        print(results(model, data, train.settings().batch()), gallery);
      }
    }
    return ExitCode.SUCCESS;
  }

  private CommandFailure noSuchSplit(DataSet data) {
    return CommandFailure.usage(
        "the data %s has no split %s".formatted(data.name(), split),
        Suggestion.nearest(split, data.splits().keySet())
            .map("did you mean %s?"::formatted)
            .orElse("it has " + String.join(", ", data.splits().keySet())));
  }

  private Collection<SplitResult> results(Model model, DataSet data, int batch) {
    return split == null
        ? Evaluations.all(model, data, batch).values()
        : List.of(Evaluations.on(model, data, split, batch));
  }

  private void print(Collection<SplitResult> results, Optional<ErrorGallery> gallery) {
    boolean drawn = png != null && gallery.orElseThrow().draw(png);
    if (format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartObject();
            SplitTable.writeEntries(json, results);
            if (gallery.isPresent()) {
              json.writeFieldName("errors");
              gallery.get().write(json);
            }
            json.writeEndObject();
          });
      return;
    }
    SplitTable.lines(results).forEach(console.out()::line);
    gallery.ifPresent(g -> g.print(console.out()));
    if (drawn) {
      console.out().line("");
      console.out().line("they are drawn in %s".formatted(png));
    }
  }

  /**
   * The file of weights that was named, or the one that the training wrote.
   *
   * @throws CommandFailure if there is none
   */
  static Path trained(Path named, TrainSpec train) {
    Path file = named == null ? new RunFolder(Trainings.folder(train)).model() : named;
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.wrong(
          "there is no model %s".formatted(file),
          named == null
              ? "train it first, or name a file of weights: --model PATH"
              : "name a safetensors or npz file");
    }
    return file;
  }
}
