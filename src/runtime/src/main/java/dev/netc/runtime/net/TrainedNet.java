package dev.netc.runtime.net;

import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.TileFunction;
import dev.netc.runtime.memory.View;
import dev.netc.runtime.train.Evaluation;
import dev.netc.runtime.train.Feed;
import dev.netc.runtime.train.MetricSpec;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.TrainingModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A compiled net with its loss, gradients and optimiser. A step allocates nothing once a step of
 * the same number of rows has been made.
 */
public abstract class TrainedNet extends CompiledNet implements TrainingModel {
  private static final String LOSS = "loss";

  /** The optimiser's state that is the running average of the parameters. */
  private static final String AVERAGE = "average";

  private Phase training;
  private Phase evaluation;
  private Feeding feeding;
  private Update update;
  private RunningStatistics runningStatistics;
  private long steps;

  protected TrainedNet(NetSpec spec, int batch, long seed, Kernels kernels) {
    super(spec, batch, seed, kernels);
  }

  protected TrainedNet(TrainedNet other, int batch) {
    super(other, batch);
  }

  // What a generated class states.

  /** Adds the kernels that compute the loss and all gradients. */
  protected abstract void buildTraining(Phase phase);

  /** Adds the kernels that compute the loss and the metrics' statistics. */
  protected abstract void buildEvaluation(Phase phase);

  /**
   * The optimiser's rule: from weight, gradient, optimiser state and uniforms to weight and state.
   */
  protected abstract TileFunction optimizer();

  /** Sets the numbers of a step that are the same for all parameters, by {@link #uniform}. */
  protected abstract void setUniforms(double learningRate, long step);

  /** The learning rate that the program states. */
  protected abstract double learningRate();

  /** The largest norm that all gradients together may have. */
  protected double clip() {
    return Double.POSITIVE_INFINITY;
  }

  /** Sets one of the optimiser's uniforms. */
  protected final void uniform(int index, double value) {
    update().uniform(index, value);
  }

  // Training.

  @Override
  public final List<Feed> feeds() {
    return spec().feeds();
  }

  @Override
  public final List<MetricSpec> metrics() {
    return spec().metrics();
  }

  @Override
  public final double step(Batch data, double learningRate, long step) {
    TrainedNet net = sizedFor(data.rows());
    net.feeding().feed(data);
    return step(net, learningRate, step);
  }

  /**
   * One training step on given values.
   *
   * @param values for each of {@link #feeds}, all for the same number of samples, at most {@link
   *     #batch}
   * @return the loss before the update
   */
  protected final double trainStep(double learningRate, float[]... values) {
    TrainedNet net = sizedFor(values.length == 0 ? batch : feeding().rows(values));
    net.feeding().feed(values);
    return step(net, learningRate, steps + 1);
  }

  private TrainedNet sizedFor(int rows) {
    if (spec().feeds().isEmpty()) {
      return this;
    }
    if (rows < 1 || rows > batch) {
      throw new IllegalArgumentException(
          "a net for batches of %d cannot take %d samples".formatted(batch, rows));
    }
    return (TrainedNet) sized(rows);
  }

  private double step(TrainedNet net, double learningRate, long step) {
    random.step(step);
    for (int i = 0; i < update().factors(); i++) {
      setUniforms(update().select(i) * learningRate, step);
    }
    net.run(net.training(update()));
    double value = shared().loss().get(0);
    steps = step;
    if (Double.isFinite(value)) {
      update().finish();
      runningStatistics().commit();
    }
    return value;
  }

  @Override
  public final Evaluation evaluate(Batch data) {
    TrainedNet net = sizedFor(data.rows());
    net.feeding().feed(data);
    random.step(0);
    net.run(net.evaluation());
    double[][] statistics = new double[spec().metrics().size()][];
    for (int i = 0; i < statistics.length; i++) {
      MetricSpec metric = spec().metrics().get(i);
      statistics[i] = sums(output(net.evaluation(), metric.name()), metric.size());
    }
    return new Evaluation(output(net.evaluation(), LOSS).get(0), statistics);
  }

  @Override
  public final Map<String, double[]> outputs(Batch data) {
    TrainedNet net = sizedFor(data.rows());
    net.feeding().feed(data);
    random.step(0);
    net.run();
    Map<String, double[]> values = new LinkedHashMap<>();
    for (TensorSpec output : spec().outputs()) {
      values.put(output.name(), doubles(output(net.inference(), output.name())));
    }
    return values;
  }

  /** A statistic, summed over the samples if there is one for each. */
  private static double[] sums(View view, int size) {
    double[] sums = new double[size];
    for (int i = 0; i < view.size(); i++) {
      sums[i % size] += view.get(i);
    }
    return sums;
  }

  @Override
  public final List<ParameterValue> optimizerState() {
    List<ParameterValue> values = new ArrayList<>();
    MemoryPlan plan = spec().memory();
    for (ParameterSpec p : spec().parameters()) {
      if (p.kind() != ParameterSpec.Kind.TRAINED) {
        continue;
      }
      for (int s = 0; s < plan.optimizerState(); s++) {
        View view = shared().optimizerState().view(s * plan.trainable() + p.offset(), p.size());
        String name = p.name() + "." + spec().optimizerState().get(s);
        values.add(ParameterValue.of(name, p.dims(), view));
      }
    }
    return values;
  }

  @Override
  public final void swapAverages() {
    int average = spec().optimizerState().indexOf(AVERAGE);
    long trainable = spec().memory().trainable();
    if (average >= 0) {
      Swap.contents(
          shared().parameters, 0, shared().optimizerState(), average * trainable, trainable);
    }
  }

  @Override
  public final Optional<String> firstBadValue() {
    return super.firstBadValue();
  }

  @Override
  public final double[] value(String name) {
    for (ParameterSpec p : spec().parameters()) {
      if (p.name().equals(name)) {
        return doubles(parameter(p.offset(), p.size()));
      }
    }
    CompiledNet net = latest();
    net.run();
    return doubles(output(net.inference(), name));
  }

  private static double[] doubles(View view) {
    double[] values = new double[Math.toIntExact(view.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = view.get(i);
    }
    return values;
  }

  /**
   * Loss, gradients and update. Where the loss is not finite the parameters stay as they are, so
   * that the first bad value can be found.
   */
  private Phase training(Update update) {
    if (training == null) {
      training =
          built(
              KernelWatch.Work.TRAINING,
              phase -> {
                buildTraining(phase);
                View first = output(phase, LOSS);
                View number = first.arena().view(first.offset(), 1);
                Kernel copy = kernels.copy(number, shared().loss());
                phase.thenIfFinite(copy, shared().loss(), update.kernels());
              });
    }
    return training;
  }

  private Phase evaluation() {
    if (evaluation == null) {
      evaluation = built(KernelWatch.Work.EVALUATION, this::buildEvaluation);
    }
    return evaluation;
  }

  private Feeding feeding() {
    if (feeding == null) {
      feeding = new Feeding(this);
    }
    return feeding;
  }

  private RunningStatistics runningStatistics() {
    if (runningStatistics == null) {
      runningStatistics = new RunningStatistics(shared(), spec().memory());
    }
    return runningStatistics;
  }

  private Update update() {
    if (update == null) {
      update = new Update(shared(), spec(), kernels, optimizer(), clip());
    }
    return update;
  }
}
