package dev.netc.cli.engine;

import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.optimizer.ReferenceOptimizer;
import dev.netc.compiler.op.optimizer.UpdateRule;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Fed;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.Rounding;
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.train.Feed;
import dev.netc.runtime.train.MetricKind;
import dev.netc.runtime.train.MetricSpec;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.TrainingModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains on the reference interpreter in float64: slow and exact, for small problems. */
public final class ReferenceModel implements TrainingModel {
  private final TrainSpec train;
  private final Rounding rounding;
  private final Lowered lowered;
  private final Map<String, double[]> parameters;
  private final ReferenceOptimizer optimizer;
  private final Optional<NumericGradient> numeric;
  private Map<String, Tensor> lastInputs = Map.of();
  private int lastRows = 1;
  private Optional<String> bad = Optional.empty();

  public ReferenceModel(TrainSpec train) {
    this(train, Rounding.NONE);
  }

  /**
   * @param rounding what is kept of each value on its way through the network
   */
  public ReferenceModel(TrainSpec train, Rounding rounding) {
    this.train = train;
    this.rounding = rounding;
    this.lowered = Lower.train(train);
    this.parameters = ReferenceParameters.initial(lowered.parameters(), train.settings().seed());
    this.optimizer = new ReferenceOptimizer(train.optimizer());
    Graph graph = lowered.training().orElseThrow().graph();
    this.numeric =
        train.settings().numericStep().isPresent()
            ? Optional.of(new NumericGradient(graph, train.settings().numericStep().getAsDouble()))
            : Optional.empty();
    // Every parameter's state exists from the start, so that a checkpoint has it.
    Map<String, double[]> none = new LinkedHashMap<>();
    trained().forEach(p -> none.put(p.name(), new double[parameters.get(p.name()).length]));
    Map<String, double[]> copies = new LinkedHashMap<>();
    none.keySet().forEach(name -> copies.put(name, parameters.get(name).clone()));
    optimizer.step(copies, none, 0, 1);
    optimizer.state().values().forEach(m -> m.values().forEach(a -> Arrays.fill(a, 0)));
  }

  private List<NetworkParameter> trained() {
    return lowered.parameters().stream().filter(NetworkParameter::isTrained).toList();
  }

  @Override
  public List<Feed> feeds() {
    List<Feed> feeds = new ArrayList<>();
    for (NetworkInput input : lowered.inputs()) {
      String column = lowered.columns().get(input.name());
      int size = Math.toIntExact(input.type().size());
      feeds.add(new Feed(input.name(), column, size, input.index(), 0));
    }
    return feeds;
  }

  @Override
  public List<ParameterValue> parameters() {
    List<ParameterValue> values = new ArrayList<>();
    for (NetworkParameter p : lowered.parameters()) {
      values.add(ParameterValue.of(p.name(), shape(p), parameters.get(p.name())));
    }
    return values;
  }

  private static long[] shape(NetworkParameter p) {
    return p.shape().dims().stream().mapToLong(Integer::longValue).toArray();
  }

  @Override
  public List<ParameterValue> optimizerState() {
    List<ParameterValue> values = new ArrayList<>();
    optimizer
        .state()
        .forEach(
            (kind, byParameter) -> {
              for (NetworkParameter p : trained()) {
                double[] array = byParameter.get(p.name());
                values.add(ParameterValue.of(kind + " of " + p.name(), shape(p), array));
              }
            });
    return values;
  }

  @Override
  public List<MetricSpec> metrics() {
    return lowered.metrics().stream()
        .map(m -> new MetricSpec(m.name(), MetricKind.valueOf(m.kind()), m.size()))
        .toList();
  }

  @Override
  public boolean maximizes() {
    return train.maximize();
  }

  @Override
  public double step(Batch batch, double learningRate, long step) {
    Lowered.Training training = lowered.training().orElseThrow();
    remember(batch);
    Evaluation evaluation =
        new Evaluation(batch.rows(), new RuntimeRandom(train.settings().seed(), step));
    Map<Node, Tensor> values = run(training.graph(), evaluation);
    Node lossNode = training.graph().outputs().get("loss");
    double loss = values.get(lossNode).data()[0];
    if (!Double.isFinite(loss)) {
      // As in the compiled class: parameters and statistics stay as they are.
      bad = firstBad(training.graph(), values);
      return loss;
    }
    bad = Optional.empty();
    Map<String, double[]> gradients =
        numeric.isPresent()
            ? numeric
                .get()
                .gradients(trained(), parameters, lastInputs, evaluation, train.maximize())
            : gradients(training.graph(), values);
    training.clip().ifPresent(limit -> clip(gradients, limit));
    gradients.forEach(
        (name, gradient) ->
            optimizer.step(
                parameters,
                Map.of(name, gradient),
                training.rates().getOrDefault(name, 1.0) * learningRate,
                step));
    training.maxNorms().forEach(norm -> norm.apply(parameters.get(norm.parameter())));
    updateStatistics(training.graph(), values);
    return loss;
  }

  @Override
  public void swapAverages() {
    optimizer
        .state()
        .getOrDefault(UpdateRule.AVERAGE, Map.of())
        .forEach(
            (name, average) -> {
              double[] trained = parameters.get(name).clone();
              System.arraycopy(average, 0, parameters.get(name), 0, trained.length);
              System.arraycopy(trained, 0, average, 0, trained.length);
            });
  }

  private Map<String, double[]> gradients(Graph graph, Map<Node, Tensor> values) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (NetworkParameter p : trained()) {
      Node node = graph.outputs().get(Lowered.Training.gradientName(p.name()));
      gradients.put(p.name(), values.get(node).data());
    }
    return gradients;
  }

  private void updateStatistics(Graph graph, Map<Node, Tensor> values) {
    for (NetworkParameter p : lowered.parameters()) {
      if (p.isRunning()) {
        double[] next =
            values.get(graph.outputs().get(Lowered.Training.stateName(p.name()))).data();
        System.arraycopy(next, 0, parameters.get(p.name()), 0, next.length);
      }
    }
  }

  private static void clip(Map<String, double[]> gradients, double limit) {
    double squares = 0;
    for (double[] gradient : gradients.values()) {
      for (double g : gradient) {
        squares += g * g;
      }
    }
    double norm = Math.sqrt(squares);
    if (norm <= limit) {
      return;
    }
    for (double[] gradient : gradients.values()) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= limit / norm;
      }
    }
  }

  private static Optional<String> firstBad(Graph graph, Map<Node, Tensor> values) {
    for (Node node : graph.nodes()) {
      for (double value : values.get(node).data()) {
        if (!Double.isFinite(value)) {
          return Optional.of(node.origin().name() + " (" + node.origin().span().position() + ")");
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> firstBadValue() {
    return bad;
  }

  @Override
  public dev.netc.runtime.train.Evaluation evaluate(Batch batch) {
    Graph graph = lowered.evaluate().orElseThrow();
    remember(batch);
    Map<Node, Tensor> values =
        run(graph, new Evaluation(batch.rows(), new RuntimeRandom(train.settings().seed(), 0)));
    double[][] statistics = new double[lowered.metrics().size()][];
    for (int i = 0; i < statistics.length; i++) {
      statistics[i] = values.get(graph.outputs().get(lowered.metrics().get(i).name())).data();
    }
    double loss = values.get(graph.outputs().get("loss")).data()[0];
    return new dev.netc.runtime.train.Evaluation(loss, statistics);
  }

  @Override
  public Map<String, double[]> outputs(Batch batch) {
    remember(batch);
    Map<Node, Tensor> values =
        run(
            lowered.infer(),
            new Evaluation(batch.rows(), new RuntimeRandom(train.settings().seed(), 0)));
    Map<String, double[]> outputs = new LinkedHashMap<>();
    lowered.infer().outputs().forEach((name, node) -> outputs.put(name, values.get(node).data()));
    return outputs;
  }

  /** A parameter, or a named value of the net for the last batch. */
  @Override
  public double[] value(String name) {
    if (parameters.containsKey(name)) {
      return parameters.get(name).clone();
    }
    Graph graph = Lower.inspection(train.network());
    Node node = graph.outputs().get(name);
    if (node == null) {
      throw new IllegalArgumentException("no value is called " + name);
    }
    return run(graph, new Evaluation(lastRows, new RuntimeRandom(train.settings().seed(), 0)))
        .get(node)
        .data();
  }

  private void remember(Batch batch) {
    lastRows = batch.rows();
    lastInputs = new HashMap<>();
    for (NetworkInput input : lowered.inputs()) {
      float[] column = batch.column(lowered.columns().get(input.name()));
      int[] dims = input.type().physicalDims(batch.rows());
      double[] data = new double[Tensor.size(dims)];
      for (int i = 0; i < data.length; i++) {
        data[i] = column[i];
      }
      lastInputs.put(input.name(), new Tensor(dims, data));
    }
  }

  private Map<Node, Tensor> run(Graph graph, Evaluation evaluation) {
    return Interpreter.run(graph, node -> leaf(node, parameters, lastInputs), evaluation, rounding);
  }

  /** The value of an input or parameter node. */
  static Tensor leaf(Node node, Map<String, double[]> parameters, Map<String, Tensor> inputs) {
    String name = ((Fed) node.op()).name();
    Tensor input = inputs.get(name);
    return input != null && node.op() instanceof Leaf.Input
        ? input
        : new Tensor(node.type().physicalDims(1), parameters.get(name));
  }
}
