package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.data.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects a {@link TrainingHistory}, and turns it into tensors of a checkpoint and back. */
final class HistoryRecorder {
  private static final String LOSSES = "history.losses";
  private static final String STRIDE = "history.stride";
  private static final String EVALUATIONS = "history.evaluations";
  private static final String RECORDED = "history.of.";

  /** Step, split, rows, loss come before the metrics in a stored evaluation. */
  private static final int FIXED = 4;

  private final TrainingModel model;
  private final List<MetricSpec> scalars;
  private final int recordLimit;
  private final Map<String, List<double[]>> recorded = new LinkedHashMap<>();
  private final List<SplitResult> evaluations = new ArrayList<>();
  private LossCurve losses = new LossCurve();
  private long numbers;

  HistoryRecorder(TrainingModel model, TrainingOptions options) {
    this.model = model;
    this.scalars = model.metrics().stream().filter(MetricSpec::isScalar).toList();
    this.recordLimit = options.recordLimit();
    for (String name : options.recorded()) recorded.put(name, new ArrayList<>());
  }

  void addLoss(long step, double loss) {
    losses.add(step, loss);
  }

  void addEvaluation(SplitResult result) {
    List<MetricValue> values = new ArrayList<>();
    for (MetricSpec spec : scalars) {
      double value = result.metric(spec.name()).orElse(Double.NaN);
      values.add(new MetricValue(spec.name(), value, Optional.empty()));
    }
    evaluations.add(
        new SplitResult(result.step(), result.split(), result.rows(), result.loss(), values));
  }

  /**
   * Adds the present value of each recorded tensor.
   *
   * @throws IllegalStateException if that would be over the limit
   */
  void addRecorded() {
    if (recorded.isEmpty()) return; // no iterator on every step
    for (Map.Entry<String, List<double[]>> entry : recorded.entrySet()) {
      double[] value = model.value(entry.getKey());
      numbers += value.length;
      if (numbers > recordLimit) {
        throw new IllegalStateException(
            "the history of %s is over the limit of %d numbers; record it in a shorter training"
                .formatted(entry.getKey(), recordLimit));
      }
      entry.getValue().add(value);
    }
  }

  TrainingHistory history() {
    return new TrainingHistory(losses, List.copyOf(evaluations), recorded);
  }

  List<StoredTensor> toTensors() {
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(StoredTensor.of(LOSSES, new long[] {losses.size()}, losses.losses()));
    tensors.add(StoredTensor.of(STRIDE, new long[0], new double[] {losses.stride()}));
    int width = FIXED + scalars.size();
    double[] rows = new double[evaluations.size() * width];
    for (int i = 0; i < evaluations.size(); i++) pack(evaluations.get(i), rows, i * width);
    tensors.add(StoredTensor.of(EVALUATIONS, new long[] {evaluations.size(), width}, rows));
    recorded.forEach((name, values) -> tensors.add(pack(RECORDED + name, values)));
    return tensors;
  }

  /** Continues from the tensors of {@link #toTensors} in a training of the same program. */
  void restore(StoredState state) {
    losses =
        new LossCurve(state.require(LOSSES).doubles(), (long) state.require(STRIDE).doubles()[0]);
    int width = FIXED + scalars.size();
    double[] rows = state.require(EVALUATIONS).doubles();
    for (int at = 0; at < rows.length; at += width) evaluations.add(unpack(rows, at));
    recorded.replaceAll((name, values) -> unpack(state.require(RECORDED + name)));
    recorded.values().forEach(values -> values.forEach(value -> numbers += value.length));
  }

  private void pack(SplitResult result, double[] into, int at) {
    into[at] = result.step();
    into[at + 1] = DataSet.SPLITS.indexOf(result.split());
    into[at + 2] = result.rows();
    into[at + 3] = result.loss();
    for (int i = 0; i < scalars.size(); i++) {
      into[at + FIXED + i] = result.metrics().get(i).value();
    }
  }

  private SplitResult unpack(double[] from, int at) {
    List<MetricValue> values = new ArrayList<>();
    for (int i = 0; i < scalars.size(); i++) {
      values.add(new MetricValue(scalars.get(i).name(), from[at + FIXED + i], Optional.empty()));
    }
    String split = DataSet.SPLITS.get((int) from[at + 1]);
    return new SplitResult((long) from[at], split, (long) from[at + 2], from[at + 3], values);
  }

  private static StoredTensor pack(String name, List<double[]> values) {
    int width = values.get(0).length;
    double[] all = new double[values.size() * width];
    for (int i = 0; i < values.size(); i++) {
      System.arraycopy(values.get(i), 0, all, i * width, width);
    }
    return StoredTensor.of(name, new long[] {values.size(), width}, all);
  }

  private static List<double[]> unpack(StoredTensor tensor) {
    int width = (int) tensor.shape()[1];
    List<double[]> values = new ArrayList<>();
    for (int at = 0; at < tensor.size(); at += width) {
      values.add(Arrays.copyOfRange(tensor.doubles(), at, at + width));
    }
    return values;
  }
}
