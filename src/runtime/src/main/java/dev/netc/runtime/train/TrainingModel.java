package dev.netc.runtime.train;

import dev.netc.runtime.data.Batch;
import java.util.List;
import java.util.Optional;

/**
 * A net with its loss, gradients and optimiser, built for one batch size: what a generated class
 * implements and the {@link Trainer} drives, from one thread.
 */
public interface TrainingModel extends Model {
  /** The optimiser's state, in a fixed order: with the parameters, all that steps change. */
  List<ParameterValue> optimizerState();

  /**
   * Exchanges the trained parameters and their running averages, where the model keeps such: what
   * is evaluated and saved are the averages, what is trained is not. Twice is as never. Only after
   * the first step.
   */
  default void swapAverages() {}

  /**
   * One training step: forward, backward, and the optimiser's update.
   *
   * @param batch with a column for each feed, and no more rows than the model was built for;
   *     without feeds, a batch of one row and no columns
   * @param learningRate of this step, the schedule applied
   * @param step 1 for the first: the step of its random state, and Adam's t
   * @return the loss on this batch before the update, with regularisation; NaN or infinite if it is
   */
  double step(Batch batch, double learningRate, long step);

  /**
   * The first value in the order of computation, of the last step, that is NaN or infinite: its
   * name in the program, with the line if that is known. Asked only after a bad loss; may be slow.
   */
  default Optional<String> firstBadValue() {
    return Optional.empty();
  }
}
