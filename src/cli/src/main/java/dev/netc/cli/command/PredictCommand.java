package dev.netc.cli.command;

import dev.netc.cli.Channel;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.AnsweringNets;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.NativeStart;
import dev.netc.cli.engine.Predictor;
import dev.netc.cli.input.RowsFile;
import dev.netc.cli.report.PredictionWriter;
import dev.netc.compiler.check.DataSpec;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.network.Network;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.net.TensorSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc predict}: the answers of a trained network. */
@Command(
    name = "predict",
    header = "Applies a trained network to new data.",
    description = {
      "",
      "Reads rows from a CSV, npz or JSON file with a column for each input, or an image, or takes "
          + "them from the data of the training, and prints a line for each."
    },
    footer = {
      "",
      "Examples:",
      "  netc predict digits.net --split test --rows 5 --classes",
      "  netc predict houses.net Houses --input new.csv --format csv",
      "  netc predict net.net Pretrained784 --model w.npz --input images.npz",
      "  netc predict digits.net --input seven.png --classes"
    })
public final class PredictCommand implements Callable<Integer> {
  private static final int BATCH = 256;

  private final Console console;

  @Mixin private ProgramOptions program;
  @Mixin private RuntimeOptions runtime;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = {
        "Rows: .csv, .npz, .json, .jsonl; an image: .png, .jpg, brought to",
        "the size of the input; or a folder of images."
      })
  private Path input;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Rows of the training's data: train, validation or test.")
  private String split;

  @Option(names = "--rows", paramLabel = "N", description = "The first rows only.")
  private int rows = Integer.MAX_VALUE;

  @Option(
      names = "--model",
      paramLabel = "PATH",
      description = "The weights; for a train runs/NAME/model.safetensors if left out.")
  private Path weights;

  @Option(
      names = "--classes",
      description = "The position of the largest number, in place of several numbers.")
  private boolean classes;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "json (an object on each line) or csv.")
  private Format format = Format.JSON;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes to a file.")
  private Path out;

  /** How answers are written. */
  public enum Format {
    JSON,
    CSV;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NativeStart.begin();
    if ((input == null) == (split == null)) {
      throw CommandFailure.usage(
          "rows to predict from are needed", "take either --input FILE or --split NAME");
    }
    LoadedProgram loaded = program.load(console, Map.of());
    Optional<TrainSpec> train = train(loaded);
    Network network = train.map(TrainSpec::network).orElseGet(() -> program.net(loaded));
    Table table = input != null ? newRows(loaded, train, network) : table(loaded, train);
    int batch = Math.max(1, Math.min(Math.min(rows, table.rows()), BATCH));
    try (CompiledNets nets = runtime.nets();
        AnsweringNets answering = AnsweringNets.of(nets, network, train, batch)) {
      if (weights != null || train.isPresent()) {
        answering.load(train.isPresent() ? EvalCommand.trained(weights, train.get()) : weights);
      } else if (!network.parameters().isEmpty()) {
        console.err().line("note: the parameters have their first values; --model gives others");
      }
      write(
          new Predictor(answering, Predictor.inputs(network), table),
          answering.first().spec().outputs());
    }
    return ExitCode.SUCCESS;
  }

  /** The train that is meant; empty if a net is. */
  private Optional<TrainSpec> train(LoadedProgram loaded) {
    Map<String, TrainSpec> trains = loaded.program().trains();
    boolean isNet = program.name().map(name -> !trains.containsKey(name)).orElse(trains.isEmpty());
    return isNet ? Optional.empty() : Optional.of(program.train(loaded));
  }

  /** The rows of the file, standardised and scaled like the data of the training. */
  private Table newRows(LoadedProgram loaded, Optional<TrainSpec> train, Network network) {
    Optional<DataSpec> data = train.flatMap(TrainSpec::data);
    String target = data.map(d -> (String) d.arguments().getOrDefault("target", "")).orElse("");
    Table file =
        RowsFile.isImages(input)
            ? ImageInput.of(network, data).read(input)
            : RowsFile.read(input, target);
    boolean changed = data.isPresent() && !data.get().transforms().isEmpty();
    return changed ? new DataSets(loaded.dataPath()).prepared(data.get(), file) : file;
  }

  private Table table(LoadedProgram loaded, Optional<TrainSpec> train) {
    DataSet data =
        train
            .flatMap(TrainSpec::data)
            .map(spec -> new DataSets(loaded.dataPath()).of(spec))
            .orElseThrow(
                () -> CommandFailure.usage("there is no training with data", "take --input FILE"));
    if (!data.splits().containsKey(split)) {
      throw CommandFailure.usage(
          "the data %s has no split %s".formatted(data.name(), split),
          "it has " + String.join(", ", data.splits().keySet()));
    }
    return data.split(split);
  }

  private void write(Predictor predictor, List<TensorSpec> outputs) {
    if (out == null) {
      write(predictor, outputs, console.out());
      return;
    }
    try (PrintStream file = new PrintStream(out.toFile(), StandardCharsets.UTF_8)) {
      write(predictor, outputs, new Channel(file, false, false));
      if (file.checkError()) {
        throw CommandFailure.wrong("%s cannot be written".formatted(out), "");
      }
    } catch (IOException e) {
      throw CommandFailure.wrong("%s cannot be written: %s".formatted(out, e.getMessage()), "");
    }
  }

  private void write(Predictor predictor, List<TensorSpec> outputs, Channel channel) {
    PredictionWriter writer = new PredictionWriter(channel, outputs, format == Format.CSV, classes);
    writer.begin();
    predictor.run(rows, (row, values) -> writer.row(values));
  }
}
