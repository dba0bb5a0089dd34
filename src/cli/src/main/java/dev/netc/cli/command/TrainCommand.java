package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Interrupts;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.EnsembleModel;
import dev.netc.cli.engine.EnsembleTraining;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.NativeStart;
import dev.netc.cli.engine.Trainings;
import dev.netc.cli.progress.TrainingProgress;
import dev.netc.cli.report.TrainingReport;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.train.Model;
import dev.netc.runtime.train.RunFolder;
import dev.netc.runtime.train.StopReason;
import dev.netc.runtime.train.Trainer;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingModel;
import dev.netc.runtime.train.TrainingOptions;
import dev.netc.runtime.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc train}: runs a training of a program. */
@Command(
    name = "train",
    header = "Trains a network, shows how it goes on, and saves it.",
    description = {
      "",
      "Writes the model, logs and the final figures to the folder runs/NAME. Ctrl-C ends the "
          + "training after the step that it is in and saves it; --resume goes on from there, "
          + "bit for bit as if it had never stopped."
    },
    footer = {
      "",
      "Examples:",
      "  netc train digits.net                      the only train of the file",
      "  netc train digits.net Digits --epochs 20   one of several, for longer",
      "  netc train digits.net --set hidden=200     another value for a parameter",
      "  netc train digits.net --resume             goes on where it was stopped"
    })
public final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ProgramOptions program;
  @Mixin private RuntimeOptions runtime;
  @Mixin private FormatOption format;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training data.")
  private String epochs;

  @Option(names = "--steps", paramLabel = "N", description = "Steps, instead of epochs.")
  private String steps;

  @Option(names = "--batch", paramLabel = "N", description = "Samples in a step.")
  private String batch;

  @Option(names = "--seed", paramLabel = "N", description = "Of all random numbers.")
  private String seed;

  @Option(names = "--resume", description = "Goes on from the checkpoint in the folder.")
  private boolean resume;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The folder; runs/NAME if left out.")
  private Path out;

  @Option(names = "--quiet", description = "Shows the final figures alone.")
  private boolean quiet;

  public TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NativeStart.begin();
    if (epochs != null && steps != null) {
      throw CommandFailure.usage("--epochs and --steps both say how long it takes", "take one");
    }
    LoadedProgram loaded = program.load(console, settings());
    TrainSpec train = program.train(loaded);
    RunFolder folder = new RunFolder(out == null ? Trainings.folder(train) : out);
    Path checkpoint = checkpoint(train, folder);
    if (resume && !Files.exists(checkpoint)) {
      throw CommandFailure.wrong(
          "there is no training to resume: %s is missing".formatted(checkpoint),
          "start it without --resume");
    }
    try (CompiledNets nets = runtime.nets()) {
      begin(folder, checkpoint);
      return run(loaded, train, folder, nets);
    } catch (IOException e) {
      throw CommandFailure.wrong(
          "the folder %s cannot be written: %s".formatted(folder.path(), e.getMessage()),
          "name another one: --out FOLDER");
    }
  }

  /** What a training resumes from: for an ensemble the checkpoint of its first member. */
  private static Path checkpoint(TrainSpec train, RunFolder folder) {
    return (train.isEnsemble() ? EnsembleTraining.member(folder, 0) : folder).checkpoint();
  }

  /** Removes the figures of an earlier training, and says what else will be replaced. */
  private void begin(RunFolder folder, Path checkpoint) throws IOException {
    boolean wasFinished = Files.deleteIfExists(TrainingReport.file(folder));
    if (!wasFinished && !resume && Files.exists(checkpoint)) {
      console
          .err()
          .line(
              "note: this replaces an unfinished training in %s; --resume would go on with it"
                  .formatted(folder.path()));
    }
  }

  private Map<Keyword, String> settings() {
    Map<Keyword, String> settings = new EnumMap<>(Keyword.class);
    put(settings, Keyword.EPOCHS, epochs);
    put(settings, Keyword.STEPS, steps);
    put(settings, Keyword.BATCH, batch);
    put(settings, Keyword.SEED, seed);
    return settings;
  }

  private static void put(Map<Keyword, String> settings, Keyword keyword, String value) {
    if (value != null) {
      settings.put(keyword, value);
    }
  }

  private int run(LoadedProgram loaded, TrainSpec train, RunFolder folder, CompiledNets nets) {
    Trainings trainings = new Trainings(nets, new DataSets(loaded.dataPath()), loaded.dataPath());
    Optional<DataSet> data = trainings.data(train);
    try (Model model = trainings.model(train);
        TrainingProgress progress =
            new TrainingProgress(console, train.name(), noun(data), System::nanoTime)) {
      TrainingListener listener = quiet ? TrainingListener.SILENT : progress;
      long start = System.nanoTime();
      TrainingResult result =
          model instanceof EnsembleModel ensemble
              ? runAll(ensemble, trainings, train, folder, progress, listener)
              : run((TrainingModel) model, trainings, train, folder, progress, listener);
      double seconds = (System.nanoTime() - start) / 1e9;
      TrainingReport report = new TrainingReport(train, model, result, folder, seconds);
      report.save();
      report.print(console, format.isJson(), resumption(loaded, train));
      return exitCode(result.reason());
    }
  }

  private TrainingResult run(
      TrainingModel model,
      Trainings trainings,
      TrainSpec train,
      RunFolder folder,
      TrainingProgress progress,
      TrainingListener listener) {
    TrainingOptions options = trainings.options(train).folder(folder.path()).build();
    Trainer trainer = new Trainer(model, trainings.data(train), options, listener);
    try (Interrupts ctrlC = Interrupts.caught(() -> stop(trainer::requestStop, progress))) {
      return resume ? trainer.resume(folder.checkpoint()) : trainer.run();
    }
  }

  private TrainingResult runAll(
      EnsembleModel model,
      Trainings trainings,
      TrainSpec train,
      RunFolder folder,
      TrainingProgress progress,
      TrainingListener listener) {
    int members = train.settings().ensemble();
    EnsembleTraining training =
        new EnsembleTraining(
            trainings,
            train,
            Optional.of(folder),
            index -> {
              if (!quiet) {
                progress.say("member %d of %d".formatted(index + 1, members));
              }
              return listener;
            });
    try (Interrupts ctrlC = Interrupts.caught(() -> stop(training::requestStop, progress))) {
      return training.run(model, resume);
    }
  }

  private static void stop(Runnable request, TrainingProgress progress) {
    request.run();
    progress.say("stopping after this step; Ctrl-C once more ends it at once");
  }

  private static int exitCode(StopReason reason) {
    if (reason instanceof StopReason.Interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return reason instanceof StopReason.NotFinite ? ExitCode.WRONG : ExitCode.SUCCESS;
  }

  /** The command that goes on with this training. */
  private String resumption(LoadedProgram loaded, TrainSpec train) {
    StringBuilder command = new StringBuilder("netc train ").append(loaded.file());
    command.append(' ').append(train.name()).append(" --resume");
    if (out != null) {
      command.append(" --out ").append(out);
    }
    program
        .values()
        .forEach((key, value) -> command.append(" --set '%s=%s'".formatted(key, value)));
    settings().forEach((keyword, v) -> command.append(" --%s %s".formatted(keyword.text(), v)));
    return command.toString();
  }

  /** What a row of the data is called. */
  private static String noun(Optional<DataSet> data) {
    boolean images =
        data.isPresent()
            && data.get().columns().stream().anyMatch(column -> column.shape().length == 3);
    return images ? "images" : data.isPresent() ? "samples" : "steps";
  }
}
