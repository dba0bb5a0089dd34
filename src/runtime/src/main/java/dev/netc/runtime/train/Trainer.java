package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a training from its start or from a checkpoint to its end. For one run, on one thread. */
public final class Trainer {
  private final TrainingModel model;
  private final Optional<DataSet> data;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final AtomicBoolean stopRequested = new AtomicBoolean();

  /**
   * @param model just made, with its initial parameters; it stays the caller's to close
   * @param data empty for a model without feeds, which minimises over its parameters alone
   * @throws DataException if the data has no training split or lacks what the model's feeds need
   */
  public Trainer(
      TrainingModel model,
      Optional<DataSet> data,
      TrainingOptions options,
      TrainingListener listener) {
    this.model = model;
    this.data = model.feeds().isEmpty() ? Optional.empty() : data;
    this.options = options;
    this.listener = listener;
    for (Feed feed : model.feeds()) checkFeed(feed);
  }

  private void checkFeed(Feed feed) {
    DataSet set =
        data.orElseThrow(
            () ->
                new DataException(
                    "the input %s needs data".formatted(feed.input()),
                    "add `data` to the `train` declaration"));
    Table train = set.split(DataSet.TRAIN);
    Optional<Column> column = train.find(feed.column());
    if (column.isEmpty()) {
      throw new DataException(
          "the data set %s has no column %s for the input %s; it has %s"
              .formatted(
                  set.name(),
                  feed.column(),
                  feed.input(),
                  train.columns().stream().map(Column::name).toList()),
          "name the input after a column");
    }
    if (column.get().size() != feed.size()) {
      throw new DataException(
          "the column %s of %s has %d values in a row; the input %s takes %d"
              .formatted(feed.column(), set.name(), column.get().size(), feed.input(), feed.size()),
          "its shape is " + Arrays.toString(column.get().shape()));
    }
    boolean tooMany = feed.classes() > 0 && column.get().classes() > feed.classes();
    if (feed.label() && tooMany) {
      throw new DataException(
          "the column %s of %s has %d classes; the net has %d"
              .formatted(feed.column(), set.name(), column.get().classes(), feed.classes()),
          "give the net's last layer one output per class");
    }
  }

  /**
   * Trains from the first step.
   *
   * @throws DataException if the data cannot be read
   * @throws CheckpointException if log, checkpoint or model cannot be written
   */
  public TrainingResult run() {
    try (TrainingRun run = start(0)) {
      run.begin();
      return run.execute();
    }
  }

  /**
   * Goes on after the last step of a checkpoint, bit for bit as if the training had never stopped.
   *
   * @throws DataException if the data cannot be read
   * @throws CheckpointException if the checkpoint is absent, damaged or of another program, or a
   *     file cannot be written
   */
  public TrainingResult resume(Path checkpoint) {
    Checkpoint stored = Checkpoint.read(checkpoint, options.program());
    if (stored.seed() != options.seed()) {
      throw new CheckpointException(
          checkpoint,
          "was made with seed %d; expected %d".formatted(stored.seed(), options.seed()),
          "set the same seed, or start anew without resuming");
    }
    try (TrainingRun run = start(stored.step())) {
      run.restore(checkpoint, stored);
      return run.execute();
    }
  }

  private TrainingRun start(long step) {
    return new TrainingRun(model, data, options, listener, stopRequested::get, step);
  }

  /**
   * Asks the training to end after the step that it is in: it then saves and returns with {@link
   * StopReason.Interrupted}. From any thread, as of a signal; once asked, this trainer stays
   * stopped.
   */
  public void requestStop() {
    stopRequested.set(true);
  }
}
