package dev.netc.cli.engine;

import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Value;
import dev.netc.runtime.data.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that a trained net takes for another class, by the accuracy that its train reports. */
public final class Misclassified {
  private static final int BATCH = 256;
  private static final String PREDICTION = "prediction";
  private static final String TRUTH = "truth";

  private final TrainSpec train;
  private final Value scores;
  private final Value target;

  /** A row that was taken for another class than its own. */
  public record Row(int row, int truth, int prediction) {}

  private Misclassified(TrainSpec train, Value scores, Value target) {
    this.train = train;
    this.scores = scores;
    this.target = target;
  }

  /** By the first accuracy that a train reports of a whole sample; empty if there is none. */
  public static Optional<Misclassified> of(TrainSpec train) {
    return train.metrics().stream()
        .map(metric -> metric.value())
        .filter(
            value ->
                value.isCallOf("accuracy") && value.operands().get(0).type().shape().rank() <= 1)
        .findFirst()
        .map(
            accuracy ->
                new Misclassified(train, accuracy.operands().get(0), accuracy.operands().get(1)));
  }

  /** The column of the classes; empty where they are computed. */
  public Optional<String> label() {
    return target.definition() instanceof Value.Definition.Input input
        ? Optional.of(input.name())
        : Optional.empty();
  }

  /**
   * The first wrong rows in their order.
   *
   * @param weights the file of the trained parameters
   * @param most how many at most
   * @throws dev.netc.runtime.checkpoint.CheckpointException if the file does not fit
   */
  public List<Row> find(CompiledNets nets, Path weights, Table table, int most) {
    int batch = Math.max(1, Math.min(table.rows(), BATCH));
    Network asked = asked();
    List<Row> wrong = new ArrayList<>();
    try (AnsweringNets answering = AnsweringNets.of(nets, asked, Optional.of(train), batch)) {
      answering.load(weights);
      Optional<Table.RowReader> truths = label().map(table::reader);
      float[] index = new float[label().map(table::column).map(c -> c.size()).orElse(1)];
      new Predictor(answering, Predictor.inputs(asked), table)
          .run(
              table.rows(),
              (row, outputs) -> {
                truths.ifPresent(reader -> reader.read(row, index, 0));
                int truth = choice(truths.isPresent() ? index : outputs.get(TRUTH));
                int prediction = decision(outputs.get(PREDICTION));
                if (truth != prediction && wrong.size() < most) {
                  wrong.add(new Row(row, truth, prediction));
                }
              });
    }
    return wrong;
  }

  /** The network with nothing but scores, and classes if they are computed, as results. */
  private Network asked() {
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put(PREDICTION, scores);
    if (label().isEmpty()) {
      outputs.put(TRUTH, target);
    }
    Network network = train.network();
    return new Network(
        network.name(),
        network.documentation(),
        network.file(),
        network.values(),
        network.inputs(),
        network.parameters(),
        outputs,
        network.named());
  }

  /** The class of a label: an index, or the place of the 1. */
  private static int choice(float[] label) {
    return label.length == 1 ? Math.round(label[0]) : largest(label);
  }

  /** The class of the largest score; of a single probability, whether it is above one half. */
  private static int decision(float[] scores) {
    return scores.length == 1 ? scores[0] > 0.5f ? 1 : 0 : largest(scores);
  }

  private static int largest(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }
}
