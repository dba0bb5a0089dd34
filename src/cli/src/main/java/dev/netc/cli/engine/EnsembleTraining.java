package dev.netc.cli.engine;

import dev.netc.compiler.check.TrainSpec;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.train.RunFolder;
import dev.netc.runtime.train.SplitResult;
import dev.netc.runtime.train.StopReason;
import dev.netc.runtime.train.Trainer;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingModel;
import dev.netc.runtime.train.TrainingOptions;
import dev.netc.runtime.train.TrainingResult;
import dev.netc.runtime.train.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Trains the members of an ensemble one after another, each in a folder of its own within that of
 * the whole, and evaluates them together.
 */
public final class EnsembleTraining {
  private final Trainings trainings;
  private final TrainSpec train;
  private final Optional<RunFolder> folder;
  private final IntFunction<TrainingListener> listeners;
  private volatile boolean stopRequested;
  private volatile Trainer current;

  /**
   * @param folder where the members' folders and the model of all go; empty to write nothing
   * @param listeners for the members, counted from 0
   */
  public EnsembleTraining(
      Trainings trainings,
      TrainSpec train,
      Optional<RunFolder> folder,
      IntFunction<TrainingListener> listeners) {
    this.trainings = trainings;
    this.train = train;
    this.folder = folder;
    this.listeners = listeners;
  }

  /**
   * Trains the members of a model.
   *
   * @param resume whether members go on from their checkpoints, where they have any
   * @return the evaluations of the whole, the mean of the members' last losses, the history of the
   *     last member; where a member did not come to its end, what that member came to
   */
  public TrainingResult run(EnsembleModel model, boolean resume) {
    Optional<DataSet> data = trainings.data(train);
    List<TrainSpec> specs = train.members();
    if (!resume) {
      forgetEarlier(specs.size());
    }
    long steps = 0;
    double losses = 0;
    TrainingResult last = null;
    for (int i = 0; i < specs.size(); i++) {
      last = member(i, specs.get(i), model.members().get(i), data, resume);
      steps += last.steps();
      losses += last.loss() / specs.size();
      if (!isFinished(last.reason())) {
        return new TrainingResult(
            last.loss(), Map.of(), last.history(), steps, last.reason(), steps);
      }
    }
    Map<String, SplitResult> evaluations =
        data.map(set -> Evaluations.all(model, set, train.settings().batch())).orElse(Map.of());
    folder.ifPresent(f -> Weights.save(f.model(), model.parameters()));
    return new TrainingResult(
        losses, evaluations, last.history(), steps, new StopReason.Completed(steps), steps);
  }

  private TrainingResult member(
      int index, TrainSpec spec, TrainingModel model, Optional<DataSet> data, boolean resume) {
    TrainingOptions.Builder options = trainings.options(spec);
    Optional<RunFolder> own = folder.map(f -> member(f, index));
    own.ifPresent(f -> options.folder(f.path()));
    Trainer trainer = new Trainer(model, data, options.build(), listeners.apply(index));
    current = trainer;
    if (stopRequested) {
      trainer.requestStop();
    }
    boolean goesOn = resume && own.isPresent() && Files.exists(own.get().checkpoint());
    return goesOn ? trainer.resume(own.get().checkpoint()) : trainer.run();
  }

  /** The folder of a member within that of the ensemble. */
  public static RunFolder member(RunFolder ensemble, int index) {
    return new RunFolder(ensemble.path().resolve("member" + (index + 1)));
  }

  /** Checkpoints of an earlier training must not be taken for this one's when it is resumed. */
  private void forgetEarlier(int members) {
    try {
      for (int i = 0; folder.isPresent() && i < members; i++) {
        Files.deleteIfExists(member(folder.get(), i).checkpoint());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFinished(StopReason reason) {
    return reason instanceof StopReason.Completed || reason instanceof StopReason.RuleMet;
  }

  /** Asks the training to end after the step that it is in. */
  public void requestStop() {
    stopRequested = true;
    Trainer trainer = current;
    if (trainer != null) {
      trainer.requestStop();
    }
  }
}
