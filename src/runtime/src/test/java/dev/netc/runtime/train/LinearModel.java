package dev.netc.runtime.train;

import dev.netc.runtime.data.Batch;
import dev.netc.runtime.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Linear regression {@code y = x·w + b} by gradient descent with momentum, in float64, with random
 * noise on the inputs as dropout would have it. The loss is half the mean squared error.
 */
final class LinearModel implements TrainingModel {
  private static final double MOMENTUM = 0.9;

  private final int inputs;
  private final double noise;
  final double[] weight;
  private final double[] velocity;
  private final double[] gradient;

  /**
   * @param noise standard deviation of the noise on the inputs in training
   */
  LinearModel(int inputs, double noise) {
    this.inputs = inputs;
    this.noise = noise;
    weight = new double[inputs + 1];
    velocity = new double[inputs + 1];
    gradient = new double[inputs + 1];
  }

  @Override
  public List<Feed> feeds() {
    return List.of(new Feed("x", "x", inputs, false, 0), new Feed("target", "d", 1, false, 0));
  }

  @Override
  public List<ParameterValue> parameters() {
    return List.of(ParameterValue.of("weight", new long[] {inputs + 1}, weight));
  }

  @Override
  public List<ParameterValue> optimizerState() {
    return List.of(ParameterValue.of("weight.velocity", new long[] {inputs + 1}, velocity));
  }

  /** The mean absolute error, and whether the sign is right as a 2×2 confusion matrix. */
  @Override
  public List<MetricSpec> metrics() {
    return List.of(
        new MetricSpec("mae", MetricKind.MEAN, 1),
        new MetricSpec("recall", MetricKind.RECALL, 4),
        new MetricSpec("signs", MetricKind.CONFUSION, 4));
  }

  @Override
  public double step(Batch batch, double learningRate, long step) {
    float[] x = batch.column("x");
    float[] d = batch.column("d");
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double error = predict(x, row, step) - d[row];
      loss += error * error / 2 / batch.rows();
      for (int i = 0; i < inputs; i++) {
        gradient[i] += error * input(x, row, i, step) / batch.rows();
      }
      gradient[inputs] += error / batch.rows();
    }
    for (int i = 0; i <= inputs; i++) {
      velocity[i] = MOMENTUM * velocity[i] - learningRate * gradient[i];
      weight[i] += velocity[i];
    }
    return loss;
  }

  @Override
  public Evaluation evaluate(Batch batch) {
    float[] x = batch.column("x");
    float[] d = batch.column("d");
    double loss = 0;
    double absolute = 0;
    double[] signs = new double[4];
    for (int row = 0; row < batch.rows(); row++) {
      double y = predict(x, row, 0);
      loss += (y - d[row]) * (y - d[row]) / 2 / batch.rows();
      absolute += Math.abs(y - d[row]);
      signs[(d[row] > 0 ? 2 : 0) + (y > 0 ? 1 : 0)]++;
    }
    return new Evaluation(loss, new double[][] {{absolute}, signs, signs});
  }

  @Override
  public Optional<String> firstBadValue() {
    return Optional.of("y");
  }

  private double predict(float[] x, int row, long step) {
    double y = weight[inputs];
    for (int i = 0; i < inputs; i++) y += input(x, row, i, step) * weight[i];
    return y;
  }

  /** With noise in training, that is from step 1 on. */
  private double input(float[] x, int row, int i, long step) {
    double value = x[row * inputs + i];
    if (step == 0 || noise == 0) return value;
    return value + noise * CounterRandom.normal(9, 0, step, (long) row * inputs + i);
  }
}
