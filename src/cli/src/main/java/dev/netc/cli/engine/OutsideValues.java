package dev.netc.cli.engine;

import dev.netc.compiler.check.OutsideValue;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.runtime.checkpoint.Storage;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.train.Model;
import dev.netc.runtime.train.SplitResult;
import dev.netc.runtime.train.StopReason;
import dev.netc.runtime.train.Trainer;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingModel;
import dev.netc.runtime.train.TrainingResult;
import dev.netc.runtime.train.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the figures that tests take from trainings, evaluations and data; each is run once. */
public final class OutsideValues {
  private final Trainings trainings;
  private final DataSets data;
  private final DataPath path;
  private final Map<TrainSpec, RunResult> runs = new HashMap<>();
  private final Map<OutsideValue.Evaluated, Map<String, SplitResult>> evaluations = new HashMap<>();
  private final Map<TrainSpec, GradientCheck> checks = new HashMap<>();

  public OutsideValues(Trainings trainings, DataSets data, DataPath path) {
    this.trainings = trainings.startingFrom(this::weights);
    this.data = data;
    this.path = path;
  }

  /** What remains of a training: its result and the last values of what has a name. */
  private record RunResult(TrainingResult result, Map<String, double[]> values) {}

  /**
   * The numbers of a figure.
   *
   * @throws DataException if data that it needs cannot be read
   */
  double[] of(OutsideValue value) {
    if (value instanceof OutsideValue.Run run) {
      return ofRun(run.train(), run.path());
    } else if (value instanceof OutsideValue.Evaluated e) {
      OutsideValue.Evaluated whole =
          new OutsideValue.Evaluated(e.train(), e.file(), e.storage(), "");
      Map<String, SplitResult> results = evaluations.computeIfAbsent(whole, this::evaluate);
      return new double[] {figure(results, e.path())};
    } else if (value instanceof OutsideValue.GradientError e) {
      return new double[] {check(e.train()).worstRelative()};
    } else if (value instanceof OutsideValue.GradientDifference e) {
      return new double[] {check(e.train()).meanAbsolute(e.parameter())};
    }
    return ofData((OutsideValue.OfData) value);
  }

  private GradientCheck check(TrainSpec train) {
    return checks.computeIfAbsent(train, t -> new GradientCheck(t, trainings.data(t)));
  }

  private double[] ofRun(TrainSpec train, String name) {
    RunResult run = result(train);
    if (name.endsWith(".history")) {
      return history(run, name.substring(0, name.length() - ".history".length()));
    } else if (name.equals("loss")) {
      return new double[] {run.result().loss()};
    } else if (run.values().containsKey(name)) {
      return run.values().get(name);
    }
    if (run.result().reason() instanceof StopReason.NotFinite reason) {
      throw new DataException(
          "the training %s failed: %s".formatted(train.name(), reason.text()),
          "try a smaller learning rate, smaller first weights, or clip gradients");
    }
    return new double[] {figure(run.result().evaluations(), name)};
  }

  private static double[] history(RunResult run, String name) {
    List<double[]> steps = run.result().history().recorded().get(name);
    if (steps == null) {
      throw new DataException(
          "the values of %s after each step were not kept".formatted(name),
          "add `precision float64` to the train, or make it an output of the net");
    }
    int size = steps.get(0).length;
    double[] all = new double[steps.size() * size];
    for (int i = 0; i < steps.size(); i++) {
      System.arraycopy(steps.get(i), 0, all, i * size, size);
    }
    return all;
  }

  /** The weights that a training found, run if it was not yet. */
  private List<StoredTensor> weights(TrainSpec train) {
    Map<String, double[]> values = result(train).values();
    List<StoredTensor> weights = new ArrayList<>();
    for (NetworkParameter p : train.network().parameters()) {
      long[] shape = p.shape().dims().stream().mapToLong(Integer::longValue).toArray();
      weights.add(StoredTensor.of(p.name(), shape, values.get(p.name())));
    }
    return weights;
  }

  /** Runs a training once: it may need another one's weights, which are then found first. */
  private RunResult result(TrainSpec train) {
    RunResult known = runs.get(train);
    if (known == null) {
      known = run(train);
      runs.put(train, known);
    }
    return known;
  }

  private RunResult run(TrainSpec train) {
    try (Model model = trainings.model(train)) {
      if (model instanceof EnsembleModel ensemble) {
        EnsembleTraining training =
            new EnsembleTraining(trainings, train, Optional.empty(), i -> TrainingListener.SILENT);
        return new RunResult(training.run(ensemble, false), Map.of());
      }
      List<String> named = unbatched(train);
      boolean small = train.settings().steps().isPresent();
      var options = trainings.options(train);
      List<String> recorded =
          small && size(train) <= 10_000
              ? named.stream().filter(name -> knows(train, name)).toList()
              : List.of();
      var trainer =
          new Trainer(
              (TrainingModel) model,
              trainings.data(train),
              options.record(recorded.toArray(new String[0])).build(),
              TrainingListener.SILENT);
      TrainingResult result = trainer.run();
      Map<String, double[]> values = new HashMap<>();
      named.forEach(name -> values.put(name, value(train, model, name)));
      return new RunResult(result, values);
    }
  }

  /** Whether a model can tell a value: a compiled class computes outputs alone. */
  private static boolean knows(TrainSpec train, String name) {
    return train.settings().float64()
        || train.network().outputs().containsKey(name)
        || train.network().parameters().stream().anyMatch(p -> p.name().equals(name));
  }

  private static double[] value(TrainSpec train, Model model, String name) {
    if (knows(train, name)) {
      return model.value(name);
    }
    Map<String, double[]> parameters = new HashMap<>();
    model.parameters().forEach(p -> parameters.put(p.name(), p.get().doubles()));
    Graph graph = Lower.inspection(train.network());
    Evaluation evaluation = new Evaluation(1, new RuntimeRandom(train.settings().seed(), 0));
    return Interpreter.run(
            graph, node -> ReferenceModel.leaf(node, parameters, Map.of()), evaluation)
        .get(graph.outputs().get(name))
        .data();
  }

  private static long size(TrainSpec train) {
    long numbers = train.network().parameterCount();
    return numbers * (train.settings().steps().orElse(1) + 1L) / 1000;
  }

  private static List<String> unbatched(TrainSpec train) {
    List<String> names = new ArrayList<>();
    train.network().parameters().forEach(p -> names.add(p.name()));
    boolean free = train.network().inputs().isEmpty();
    train
        .network()
        .named()
        .forEach(
            (name, v) -> {
              if (free && !v.type().batched() && !names.contains(name)) {
                names.add(name);
              }
            });
    return names;
  }

  private Map<String, SplitResult> evaluate(OutsideValue.Evaluated evaluated) {
    TrainSpec train = evaluated.train();
    Storage storage = Storage.named(evaluated.storage()).orElseThrow();
    try (Model model = trainings.model(train)) {
      if (evaluated.file().isPresent()) {
        Weights.load(path.find(evaluated.file().get()), model.parameters(), List.of());
      } else {
        Weights.set(Path.of(train.name()), model.parameters(), weights(train), List.of());
      }
      if (storage != Storage.FP32) {
        model.parameters().forEach(p -> p.set(storage.rounded(Path.of(train.name()), p.get())));
      }
      return Evaluations.all(model, trainings.data(train).orElseThrow(), train.settings().batch());
    }
  }

  /** {@code test.accuracy} among the results. */
  private static double figure(Map<String, SplitResult> results, String name) {
    int dot = name.indexOf('.');
    SplitResult split = results.get(name.substring(0, dot));
    if (split == null) {
      throw new DataException(
          "the data has no %s split".formatted(name.substring(0, dot)),
          "make one with split(test = 0.2)");
    }
    String quantity = name.substring(dot + 1);
    return quantity.equals("loss") ? split.loss() : split.metric(quantity).orElseThrow();
  }

  private double[] ofData(OutsideValue.OfData value) {
    DataSet set = data.of(value.data());
    Table table = set.split(value.split());
    if (value.row().isEmpty()) {
      return new double[] {table.rows()};
    }
    int row = value.row().get();
    if (row >= table.rows()) {
      throw new DataException(
          "the %s split of %s has %d rows, no row %d"
              .formatted(value.split(), set.name(), table.rows(), row),
          "rows count from 0");
    }
    float[] numbers = new float[(int) value.shape().size()];
    table.read(value.column(), row, numbers, 0);
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = numbers[i];
    }
    return wide;
  }
}
