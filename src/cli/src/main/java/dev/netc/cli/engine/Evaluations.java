package dev.netc.cli.engine;

import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.train.Feed;
import dev.netc.runtime.train.Model;
import dev.netc.runtime.train.SplitEvaluator;
import dev.netc.runtime.train.SplitResult;
import dev.netc.runtime.train.TrainingListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates a model on data without training it. */
public final class Evaluations {
  private Evaluations() {}

  /** Loss and metrics on every split of the data. */
  public static Map<String, SplitResult> all(Model model, DataSet data, int batch) {
    Map<String, SplitResult> results = new LinkedHashMap<>();
    data.splits().keySet().forEach(split -> results.put(split, on(model, data, split, batch)));
    return results;
  }

  /** Loss and metrics on one split. */
  public static SplitResult on(Model model, DataSet data, String split, int batch) {
    List<String> columns = model.feeds().stream().map(Feed::column).distinct().toList();
    return new SplitEvaluator(model, columns, batch, TrainingListener.SILENT)
        .evaluate(0, split, Optional.of(data.split(split)));
  }
}
