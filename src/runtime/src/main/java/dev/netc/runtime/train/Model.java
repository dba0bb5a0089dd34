package dev.netc.runtime.train;

import dev.netc.runtime.data.Batch;
import java.util.List;
import java.util.Map;

/** A net with its loss and metrics, built for one batch size, used from one thread. */
public interface Model extends AutoCloseable {
  /** The columns it reads from each batch; empty for a training without data. */
  List<Feed> feeds();

  /** Its parameters, in a fixed order. */
  List<ParameterValue> parameters();

  /** The metrics that {@link #evaluate} computes. */
  List<MetricSpec> metrics();

  /**
   * Loss and metrics of a batch; nothing is learnt and nothing dropped out.
   *
   * @param batch with a column for each feed, and no more rows than the model was built for;
   *     without feeds, a batch of one row and no columns
   */
  Evaluation evaluate(Batch batch);

  /**
   * The outputs of the net for a batch, as {@link #evaluate} gets it, by name; a value for each
   * sample where an output is batched.
   */
  default Map<String, double[]> outputs(Batch batch) {
    return Map.of();
  }

  /**
   * Whether the declared quantity is maximised: what steps and evaluations call loss then rises.
   */
  default boolean maximizes() {
    return false;
  }

  /**
   * A named tensor or parameter with the parameters as they are now, for {@link
   * TrainingOptions#recorded}; may run the net on the last batch.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  default double[] value(String name) {
    for (ParameterValue parameter : parameters()) {
      if (parameter.name().equals(name)) return parameter.get().doubles();
    }
    throw new IllegalArgumentException("no value is called " + name);
  }

  @Override
  default void close() {}
}
