package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One run of the training loop: where it is, and what it remembers. */
final class TrainingRun implements AutoCloseable {
  private static final String LAST_LOSS = "last.loss";

  private final TrainingModel model;
  private final Optional<DataSet> data;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier stopRequested;

  private final BatchSource batches;
  private final long stepsPerEpoch;
  private final long totalSteps;
  private final SplitEvaluator evaluator;
  private final Validation validation;
  private final StopRules rules;
  private final PlateauRate plateau;
  private final HistoryRecorder history;
  private final Optional<RunFolder> folder;
  private final Map<String, SplitResult> latest = new LinkedHashMap<>();

  // Opened when all else is in order: opening cuts off what an earlier run logged.
  private Optional<RunLog> log = Optional.empty();
  private long step;
  private double loss = Double.NaN;
  private Optional<Long> weightsOf = Optional.empty();

  TrainingRun(
      TrainingModel model,
      Optional<DataSet> data,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier stopRequested,
      long stepsDone) {
    this.model = model;
    this.data = data;
    this.options = options;
    this.listener = listener;
    this.stopRequested = stopRequested;
    this.step = stepsDone;
    List<String> columns = model.feeds().stream().map(Feed::column).distinct().toList();
    folder = options.folder().map(RunFolder::new);
    folder.ifPresent(RunFolder::create);
    validation = Validation.of(options, data);
    evaluator = new SplitEvaluator(model, columns, options.batch(), listener);
    rules = new StopRules(options.stopRules(), validation.mainSplit(), model);
    plateau = new PlateauRate(options.schedule(), validation.mainSplit(), model.maximizes());
    history = new HistoryRecorder(model, options);
    batches = new BatchSource(table(DataSet.TRAIN), columns, options);
    stepsPerEpoch = batches.stepsPerEpoch();
    totalSteps = options.length().inSteps(stepsPerEpoch);
  }

  private Optional<Table> table(String split) {
    return data.map(set -> set.split(split));
  }

  /** Before the first step of a new training. */
  void begin() {
    history.addRecorded();
  }

  /** Puts model and loop where the checkpoint has them. */
  void restore(Path file, Checkpoint stored) {
    Weights.set(file, model.parameters(), stored.parameters(), List.of());
    Weights.restoreState(file, model.optimizerState(), stored.optimizer());
    StoredState state = StoredState.of(file, stored.trainer());
    loss = state.require(LAST_LOSS).doubles()[0];
    history.restore(state);
    rules.restore(state);
    plateau.restore(state);
    batches.seek(step);
  }

  TrainingResult execute() {
    log = folder.map(f -> new RunLog(f, model.metrics(), stepsPerEpoch, step));
    listener.onStart(step, totalSteps, stepsPerEpoch);
    StopReason reason = loop();
    if (reason instanceof StopReason.Completed || reason instanceof StopReason.RuleMet) {
      reason = finish(reason);
    } else {
      latest.clear();
    }
    TrainingResult result =
        new TrainingResult(loss, latest, history.history(), step, reason, weightsOf.orElse(step));
    log.ifPresent(RunLog::flush);
    listener.onEnd(result);
    return result;
  }

  private StopReason loop() {
    while (true) {
      if (rules.met().isPresent()) return new StopReason.RuleMet(step, rules.met().get());
      if (step >= totalSteps) return new StopReason.Completed(step);
      if (stopRequested.getAsBoolean()) return interrupt();
      Optional<StopReason> bad = oneStep();
      if (bad.isEmpty() && validation.isDue(step, stepsPerEpoch)) bad = validate();
      if (bad.isEmpty() && isCheckpointDue()) bad = save(snapshot());
      if (bad.isPresent()) return bad.get();
    }
  }

  /** Makes a step; the result is present if its loss is not finite. Allocates nothing itself. */
  private Optional<StopReason> oneStep() {
    Batch batch = batches.take();
    long epoch = step / stepsPerEpoch;
    double rate =
        plateau.of(options.schedule().rate(options.learningRate(), step, epoch, totalSteps));
    loss = model.step(batch, rate, step + 1);
    step++;
    if (log.isPresent()) log.get().onStep(step, epoch + 1, batch.rows(), rate, loss);
    listener.onStep(step, epoch + 1, batch.rows(), rate, loss);
    if (!Double.isFinite(loss)) {
      return Optional.of(StopReason.NotFinite.inStep(step, loss, model.firstBadValue()));
    }
    history.addLoss(step, loss);
    history.addRecorded();
    rules.seeStep(loss);
    return Optional.empty();
  }

  /** With the averages of the weights, where the model keeps such. */
  private Optional<StopReason> validate() {
    model.swapAverages();
    for (String split : validation.splits()) {
      SplitResult result = evaluate(split, false);
      if (!Double.isFinite(result.loss())) {
        return Optional.of(StopReason.NotFinite.inEvaluation(result, model.firstBadValue()));
      }
      history.addEvaluation(result);
      rules.seeEvaluation(result);
      plateau.seeEvaluation(result);
    }
    model.swapAverages();
    return Optional.empty();
  }

  private SplitResult evaluate(String split, boolean isFinal) {
    SplitResult result = evaluator.evaluate(step, split, table(split));
    latest.put(split, result);
    tell(result, isFinal);
    return result;
  }

  private void tell(SplitResult result, boolean isFinal) {
    log.ifPresent(l -> l.onEvaluation(result, isFinal));
    listener.onEvaluation(result, isFinal);
  }

  private boolean isCheckpointDue() {
    Optional<Period> every = options.checkpointEvery();
    return every.isPresent()
        && folder.isPresent()
        && step < totalSteps
        && every.get().endsWith(step, stepsPerEpoch);
  }

  private StopReason interrupt() {
    Optional<StopReason> bad = save(snapshot());
    return bad.orElseGet(() -> new StopReason.Interrupted(step, folder.map(RunFolder::checkpoint)));
  }

  /** Evaluates every split with the final weights, then writes checkpoint and model. */
  private StopReason finish(StopReason reason) {
    Checkpoint last = snapshot(); // before the best weights take the place of the last
    weightsOf = rules.restoreBest();
    if (weightsOf.isEmpty()) model.swapAverages();
    Map<String, SplitResult> before = new LinkedHashMap<>(latest);
    latest.clear();
    for (String split : data.map(set -> set.splits().keySet()).orElse(Validation.NO_DATA)) {
      SplitResult known = before.get(split);
      if (known != null && known.step() == step && weightsOf.isEmpty()) {
        latest.put(split, known); // evaluated a moment ago, with these very weights
        tell(known, true);
      } else {
        SplitResult result = evaluate(split, true);
        if (!Double.isFinite(result.loss())) {
          return StopReason.NotFinite.inEvaluation(result, model.firstBadValue());
        }
      }
    }
    Optional<StopReason> bad = save(last);
    if (bad.isPresent()) return bad.get();
    folder.ifPresent(f -> Weights.save(f.model(), model.parameters()));
    return reason;
  }

  private Checkpoint snapshot() {
    List<StoredTensor> trainer = new ArrayList<>();
    trainer.add(StoredTensor.of(LAST_LOSS, new long[0], new double[] {loss}));
    trainer.addAll(history.toTensors());
    trainer.addAll(rules.toTensors());
    trainer.addAll(plateau.toTensors());
    return new Checkpoint(
        options.program(),
        options.seed(),
        step,
        step / stepsPerEpoch,
        Weights.values(model.parameters()),
        Weights.values(model.optimizerState()),
        trainer);
  }

  /**
   * Writes a checkpoint, unless its parameters went bad in the last update: the old one is better.
   */
  private Optional<StopReason> save(Checkpoint checkpoint) {
    for (StoredTensor parameter : checkpoint.parameters()) {
      if (!parameter.isFinite()) {
        return Optional.of(StopReason.NotFinite.inUpdate(step, parameter.name()));
      }
    }
    if (folder.isEmpty()) return Optional.empty();
    log.ifPresent(RunLog::flush); // the log is never behind the checkpoint
    checkpoint.write(folder.get().checkpoint());
    listener.onCheckpoint(step, folder.get().checkpoint());
    return Optional.empty();
  }

  @Override
  public void close() {
    batches.close();
    log.ifPresent(RunLog::close);
  }
}
