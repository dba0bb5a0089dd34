package dev.netc.cli.engine;

import dev.netc.compiler.check.ScheduleSpec;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.data.DataCall;
import dev.netc.compiler.lower.Lower;
import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.checkpoint.WeightImport;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.net.TrainedNet;
import dev.netc.runtime.train.Model;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.Period;
import dev.netc.runtime.train.RunFolder;
import dev.netc.runtime.train.Sampling;
import dev.netc.runtime.train.Schedule;
import dev.netc.runtime.train.StopRule;
import dev.netc.runtime.train.TrainingModel;
import dev.netc.runtime.train.TrainingOptions;
import dev.netc.runtime.train.Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes models, data and options of declared trainings. */
public final class Trainings {
  private final CompiledNets nets;
  private final DataSets data;
  private final DataPath path;
  private final EarlierWeights earlier;

  public Trainings(CompiledNets nets, DataSets data, DataPath path) {
    this(nets, data, path, Trainings::saved);
  }

  private Trainings(CompiledNets nets, DataSets data, DataPath path, EarlierWeights earlier) {
    this.earlier = earlier;
    this.nets = nets;
    this.data = data;
    this.path = path;
  }

  /** The data that a training learns from, if any. */
  public Optional<DataSet> data(TrainSpec train) {
    return train.data().map(data::of);
  }

  /**
   * The model of a training, its parameters at their first values: initialised by the seed, or from
   * the file that the training starts from.
   *
   * @throws CheckpointException if that file cannot be read or does not fit
   */
  public Model model(TrainSpec train) {
    return train.isEnsemble()
        ? new EnsembleModel(train, train.members().stream().map(this::alone).toList())
        : alone(train);
  }

  private TrainingModel alone(TrainSpec train) {
    TrainSpec.Settings settings = train.settings();
    TrainingModel model =
        settings.float64()
            ? new ReferenceModel(train)
            : (TrainedNet) nets.make(Lower.train(train), settings.batch(), settings.seed());
    settings.startFrom().ifPresent(start -> begin(model.parameters(), start));
    return model;
  }

  private void begin(List<ParameterValue> parameters, TrainSpec.StartFrom start) {
    start.file().ifPresent(file -> Weights.load(path.find(file), parameters, start.except()));
    start
        .train()
        .ifPresent(
            train ->
                Weights.set(
                    new RunFolder(folder(train)).model(),
                    parameters,
                    earlier.weightsOf(train),
                    start.except()));
  }

  /** Finds the weights of a training that others start from. */
  @FunctionalInterface
  public interface EarlierWeights {
    List<StoredTensor> weightsOf(TrainSpec train);
  }

  /** The weights that `netc train` saved. */
  private static List<StoredTensor> saved(TrainSpec train) {
    Path model = new RunFolder(folder(train)).model();
    if (!Files.isRegularFile(model)) {
      throw new CheckpointException(
          model,
          "is missing: the training starts from the weights of %s".formatted(train.name()),
          "train %s first".formatted(train.name()));
    }
    return WeightImport.read(model);
  }

  /** The same, but for where the weights of earlier trainings come from. */
  Trainings startingFrom(EarlierWeights weights) {
    return new Trainings(nets, data, path, weights);
  }

  /** The options of a training; the caller may change them before building. */
  public TrainingOptions.Builder options(TrainSpec train) {
    TrainSpec.Settings s = train.settings();
    Period length =
        s.steps().isPresent()
            ? Period.steps(s.steps().getAsInt())
            : Period.epochs(s.epochs().orElse(1));
    TrainingOptions.Builder options =
        TrainingOptions.named(train.name(), length)
            .program(hash(train))
            .batch(s.batch())
            .seed(s.seed())
            .sampling(s.replacement() ? Sampling.WITH_REPLACEMENT : Sampling.SHUFFLED)
            .learningRate(train.optimizer().setting("lr"))
            .schedule(s.schedule().map(Trainings::schedule).orElse(new Schedule.Constant()))
            .stopWhen(s.stopRules().stream().map(Trainings::rule).toArray(StopRule[]::new));
    s.validation()
        .ifPresent(
            v -> {
              String[] splits = v.split().map(split -> new String[] {split}).orElse(new String[0]);
              options.validate(period(v.cadence()), splits);
            });
    s.checkpoint().ifPresent(c -> options.checkpoint(period(c)));
    return options;
  }

  private static Period period(TrainSpec.Cadence cadence) {
    return cadence.epochs() ? Period.epochs(cadence.every()) : Period.steps(cadence.every());
  }

  private static Schedule schedule(ScheduleSpec spec) {
    return switch (spec.name()) {
      case "constant" -> new Schedule.Constant();
      case "step" ->
          new Schedule.Step(
              Period.epochs(spec.settings().get("every").longValue()),
              spec.settings().get("factor"));
      case "exponential" -> new Schedule.Exponential(spec.settings().get("factor"));
      case "cosine" -> new Schedule.Cosine(spec.settings().get("min"));
      case "one_cycle" ->
          new Schedule.OneCycle(
              spec.settings().get("rise"),
              spec.settings().get("start"),
              spec.settings().get("end"));
      case "plateau" ->
          new Schedule.Plateau(
              spec.settings().get("factor"),
              spec.settings().get("patience").longValue(),
              spec.settings().get("min"));
      case "warmup" ->
          new Schedule.Warmup(
              spec.settings().get("steps").longValue(),
              spec.next().map(Trainings::schedule).orElse(new Schedule.Constant()));
      default -> throw new IllegalStateException("no schedule " + spec.name());
    };
  }

  private static StopRule rule(TrainSpec.StopRule rule) {
    return switch (rule.condition()) {
      case "RISES", "FALLS" ->
          new StopRule.Trend(
              rule.split(),
              rule.quantity(),
              rule.condition().equals("RISES"),
              (int) rule.value(),
              true);
      case "LESS", "LESS_EQUAL" ->
          new StopRule.Threshold(rule.split(), rule.quantity(), true, rule.value());
      default -> new StopRule.Threshold(rule.split(), rule.quantity(), false, rule.value());
    };
  }

  /**
   * A hash of everything that decides the numbers but the length: a checkpoint fits only its own.
   */
  static String hash(TrainSpec train) {
    TrainSpec.Settings s = train.settings();
    List<String> parts = new ArrayList<>();
    parts.add(Lower.train(train).training().orElseThrow().graph().print());
    parts.add(train.optimizer().name() + new TreeMap<>(train.optimizer().settings()));
    parts.add(train.optimizer().average() + "/" + new TreeMap<>(train.rates()) + s.maxNorm());
    train.network().parameters().forEach(p -> parts.add(p.name() + p.initializer() + p.frozen()));
    parts.add(
        train
            .data()
            .map(d -> d.reader() + new TreeMap<>(d.arguments()) + transforms(d.transforms()))
            .orElse(""));
    parts.add(
        s.batch()
            + "/"
            + s.seed()
            + "/"
            + s.replacement()
            + "/"
            + s.clip()
            + "/"
            + s.schedule()
            + "/"
            + s.numericStep()
            + "/"
            + s.precision());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String transforms(List<DataCall> calls) {
    StringBuilder text = new StringBuilder();
    for (DataCall call : calls) {
      text.append(call.name()).append(new TreeMap<>(call.arguments().values()));
      text.append(call.parts().isEmpty() ? "" : "(" + transforms(call.parts()) + ")");
    }
    return text.toString();
  }

  /** Where a training writes unless told otherwise: {@code runs/NAME}. */
  public static Path folder(TrainSpec train) {
    return Path.of("runs", train.name());
  }
}
