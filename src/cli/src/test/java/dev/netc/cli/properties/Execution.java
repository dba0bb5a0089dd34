package dev.netc.cli.properties;

import dev.netc.cli.engine.ReferenceModel;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.reference.Rounding;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.net.GradientArena;
import dev.netc.runtime.net.TrainedNet;
import dev.netc.runtime.train.Evaluation;
import dev.netc.runtime.train.Feed;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.TrainingModel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A few training steps of a model on the rows of a table in order, and all that they give: the
 * gradients of the first step, each loss, the parameters after the steps, then loss, metrics and
 * outputs on the last batch.
 */
final class Execution {
  /** A few units in the last place of float32. */
  private static final double DISTURBANCE = 2e-7;

  private final TrainSpec train;
  private final Table table;
  private final TrainingModel model;
  private final Rounding rounding;
  private final Map<String, double[]> figures = new LinkedHashMap<>();
  private final Random disturbance;

  private Execution(
      TrainSpec train, Table table, TrainingModel model, Rounding rounding, Random disturbance) {
    this.train = train;
    this.table = table;
    this.model = model;
    this.rounding = rounding;
    this.disturbance = disturbance;
  }

  /** The figures by name. */
  static Map<String, double[]> of(TrainSpec train, Table table, TrainingModel model, int steps) {
    return new Execution(train, table, model, Rounding.NONE, null).run(steps);
  }

  /** The figures of the reference when each value is rounded to float32. */
  static Map<String, double[]> rounded(TrainSpec train, Table table, int steps) {
    return rounded(train, table, null).run(steps);
  }

  private static Execution rounded(TrainSpec train, Table table, Random disturbance) {
    ReferenceModel model = new ReferenceModel(train, Rounding.FLOAT32);
    return new Execution(train, table, model, Rounding.FLOAT32, disturbance);
  }

  /** How the first step's gradients differ from the slope of the loss; empty if they do not. */
  static Optional<String> slopeProblem(TrainSpec train, Table table) {
    Execution execution =
        new Execution(train, table, new ReferenceModel(train), Rounding.NONE, null);
    return Slope.problem(new FirstStep(train, execution.batch(1)), execution.parameters());
  }

  /** The same, with parameters and data moved as much as float32 rounding moves them. */
  static Map<String, double[]> disturbed(TrainSpec train, Table table, int steps, long seed) {
    Execution execution = rounded(train, table, new Random(seed));
    execution.model.parameters().forEach(execution::disturb);
    return execution.run(steps);
  }

  private void disturb(ParameterValue parameter) {
    double[] values = parameter.get().doubles().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = disturbed(values[i]);
    }
    parameter.set(StoredTensor.of(parameter.name(), parameter.shape(), values));
  }

  private double disturbed(double value) {
    return value * (1 + DISTURBANCE * (2 * disturbance.nextDouble() - 1));
  }

  private Map<String, double[]> run(int steps) {
    Batch batch = null;
    for (int step = 1; step <= steps; step++) {
      batch = batch(step);
      double rate = train.optimizer().setting("lr") * (1.1 - 0.1 * step);
      boolean first = step == 1;
      if (first && !(model instanceof TrainedNet)) {
        putGradients(new FirstStep(train, batch).clipped(parameters(), rounding));
      }
      double loss = model.step(batch, rate, step);
      if (first && model instanceof TrainedNet net) {
        putGradients(GradientArena.of(net));
      }
      figures.put("loss of step " + step, new double[] {loss});
    }
    for (ParameterValue p : model.parameters()) {
      figures.put("parameter " + p.name(), p.get().doubles().clone());
    }
    Evaluation evaluation = model.evaluate(batch);
    figures.put("evaluated loss", new double[] {evaluation.loss()});
    for (int i = 0; i < evaluation.statistics().length; i++) {
      figures.put(model.metrics().get(i).name(), evaluation.statistics()[i]);
    }
    for (String output : train.network().outputs().keySet()) {
      figures.put("output " + output, model.value(output));
    }
    return figures;
  }

  private Map<String, double[]> parameters() {
    Map<String, double[]> parameters = new HashMap<>();
    model.parameters().forEach(p -> parameters.put(p.name(), p.get().doubles()));
    return parameters;
  }

  private void putGradients(Map<String, double[]> gradients) {
    gradients.forEach((name, values) -> figures.put("first gradient of " + name, values));
  }

  /** The rows of a step; the last batch of the table may be smaller. */
  private Batch batch(int step) {
    int size = train.settings().batch();
    int batches = (table.rows() + size - 1) / size;
    // The last batches of the table: the smaller one is among them.
    int index = Math.floorMod(step - 3, batches);
    int rows = Math.min(size, table.rows() - index * size);
    Map<String, float[]> columns = new HashMap<>();
    for (Feed feed : model.feeds()) {
      float[] values = new float[size * feed.size()];
      for (int row = 0; row < rows; row++) {
        table.read(feed.column(), index * size + row, values, row * feed.size());
      }
      for (int i = 0; i < values.length && disturbance != null; i++) {
        boolean whole = values[i] == Math.rint(values[i]);
        values[i] = whole ? values[i] : (float) disturbed(values[i]);
      }
      columns.put(feed.column(), values);
    }
    return new Batch(rows, columns);
  }
}
