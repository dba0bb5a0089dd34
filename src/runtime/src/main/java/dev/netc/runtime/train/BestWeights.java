package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The weights of the best evaluation so far. */
final class BestWeights {
  private static final String STATE = "stop.best";
  private static final String WEIGHTS = "stop.best.";

  private final TrainingModel model;
  private double cost = Double.POSITIVE_INFINITY;
  private long step;
  private List<StoredTensor> weights = List.of();

  BestWeights(TrainingModel model) {
    this.model = model;
  }

  /**
   * After an evaluation of the model as it is now.
   *
   * @param value the less the better
   */
  void see(double value, long afterStep) {
    if (value < cost) {
      cost = value;
      step = afterStep;
      weights = Weights.values(model.parameters());
    }
  }

  /** Puts them into the model, if there are any; the step that they are of. */
  Optional<Long> restore() {
    if (weights.isEmpty()) return Optional.empty();
    List<ParameterValue> parameters = model.parameters();
    for (int i = 0; i < parameters.size(); i++) parameters.get(i).set(weights.get(i));
    return Optional.of(step);
  }

  List<StoredTensor> toTensors() {
    if (weights.isEmpty()) return List.of();
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(StoredTensor.of(STATE, new long[] {2}, new double[] {cost, step}));
    weights.forEach(tensor -> tensors.add(tensor.renamed(WEIGHTS + tensor.name())));
    return tensors;
  }

  /** Continues from the tensors of {@link #toTensors}. */
  void restore(StoredState stored) {
    if (!stored.tensors().containsKey(STATE)) return;
    double[] state = stored.require(STATE).doubles();
    cost = state[0];
    step = (long) state[1];
    weights =
        model.parameters().stream()
            .map(parameter -> stored.require(WEIGHTS + parameter.name()).renamed(parameter.name()))
            .toList();
  }
}
