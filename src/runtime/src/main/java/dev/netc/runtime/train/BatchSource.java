package dev.netc.runtime.train;

import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.BatchLoader;
import dev.netc.runtime.data.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where training batches come from: a loader over the training split, or nothing at all. */
final class BatchSource implements AutoCloseable {
  /** What a model without inputs gets: one row of no columns. */
  static final Batch NO_DATA = new Batch(1, Map.of());

  private final Optional<BatchLoader> loader;

  BatchSource(Optional<Table> train, List<String> columns, TrainingOptions options) {
    loader =
        train.map(
            table ->
                BatchLoader.varied(
                    table,
                    columns,
                    options.batch(),
                    options.sampling().order(options.seed()),
                    options.seed()));
  }

  /** Batches of an epoch; 1 without data. */
  long stepsPerEpoch() {
    return loader.map(BatchLoader::batchesPerEpoch).orElse(1);
  }

  /** Goes to the batch that the step after {@code stepsDone} takes. */
  void seek(long stepsDone) {
    loader.ifPresent(l -> l.seek(stepsDone / stepsPerEpoch(), (int) (stepsDone % stepsPerEpoch())));
  }

  Batch take() {
    return loader.isPresent() ? loader.get().take() : NO_DATA;
  }

  @Override
  public void close() {
    loader.ifPresent(BatchLoader::close);
  }
}
