package dev.netc.runtime.train;

import java.nio.file.Path;

/** Hears what happens in a training, on the training's thread; keep it short. */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /**
   * The training is about to make its first step, or the next after those of a checkpoint.
   *
   * @param step steps done already
   * @param totalSteps of the whole training
   * @param stepsPerEpoch batches of an epoch; 1 without data
   */
  default void onStart(long step, long totalSteps, long stepsPerEpoch) {}

  /**
   * A step was made.
   *
   * @param step 1 for the first
   * @param epoch 1 for the first, the one that the step belongs to
   * @param rows in the batch
   * @param loss of the batch, before the update
   */
  default void onStep(long step, long epoch, int rows, double rate, double loss) {}

  /** A split is being evaluated: {@code done} of its {@code rows} are. */
  default void onEvaluating(String split, long done, long rows) {}

  /** A split was evaluated; {@code isFinal} after the last step. */
  default void onEvaluation(SplitResult result, boolean isFinal) {}

  /** A checkpoint was written. */
  default void onCheckpoint(long step, Path file) {}

  /** The training is over. */
  default void onEnd(TrainingResult result) {}
}
