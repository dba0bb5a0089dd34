package dev.netc.runtime.train;

import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.BatchLoader;
import dev.netc.runtime.data.Order;
import dev.netc.runtime.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates whole splits in batches, each row once, sums in double. */
public final class SplitEvaluator {
  private final Model model;
  private final List<String> columns;
  private final int batch;
  private final TrainingListener listener;

  /**
   * @param columns what the model's feeds read
   * @param batch rows at once, at most what the model was built for
   */
  public SplitEvaluator(Model model, List<String> columns, int batch, TrainingListener listener) {
    this.model = model;
    this.columns = columns;
    this.batch = batch;
    this.listener = listener;
  }

  /**
   * Loss and metrics of a split.
   *
   * @param step training steps done before, for the result
   * @param table the split's rows; empty for a training without data
   */
  public SplitResult evaluate(long step, String split, Optional<Table> table) {
    Sums sums = new Sums();
    if (table.isEmpty()) {
      sums.add(BatchSource.NO_DATA);
      return sums.result(step, split);
    }
    long rows = table.get().rows();
    try (BatchLoader loader = new BatchLoader(table.get(), columns, batch, Order.SEQUENTIAL)) {
      for (int i = 0; i < loader.batchesPerEpoch(); i++) {
        sums.add(loader.take());
        listener.onEvaluating(split, sums.rows, rows);
      }
    }
    return sums.result(step, split);
  }

  /** What adds up over batches. */
  private final class Sums {
    private final List<MetricSpec> specs = model.metrics();
    private final double[][] statistics = new double[specs.size()][];
    private double loss;
    private long rows;

    Sums() {
      for (int i = 0; i < statistics.length; i++) statistics[i] = new double[specs.get(i).size()];
    }

    void add(Batch next) {
      Evaluation evaluation = model.evaluate(next);
      // A batch's loss is a mean: weighted by its rows, a smaller last batch counts as it should.
      loss += evaluation.loss() * next.rows();
      rows += next.rows();
      for (int i = 0; i < statistics.length; i++) {
        double[] more = evaluation.statistics()[i];
        for (int j = 0; j < statistics[i].length; j++) statistics[i][j] += more[j];
      }
    }

    SplitResult result(long step, String split) {
      List<MetricValue> values = new ArrayList<>();
      for (int i = 0; i < statistics.length; i++) {
        values.add(Metrics.value(specs.get(i), statistics[i], rows));
      }
      return new SplitResult(step, split, rows, loss / rows, values);
    }
  }
}
