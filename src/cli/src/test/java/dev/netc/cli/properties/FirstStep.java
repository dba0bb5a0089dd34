package dev.netc.cli.properties;

import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Fed;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Rounding;
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.random.CounterRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first step of a training on the reference interpreter, with any parameters. */
final class FirstStep {
  private final TrainSpec train;
  private final Lowered lowered;
  private final Graph graph;
  private final Batch batch;
  private final Map<String, Tensor> inputs = new HashMap<>();
  private final Set<Node> forward = new HashSet<>();

  FirstStep(TrainSpec train, Batch batch) {
    this.train = train;
    this.lowered = Lower.train(train);
    this.graph = lowered.training().orElseThrow().graph();
    this.batch = batch;
    lowered.inputs().forEach(input -> inputs.put(input.name(), tensor(input)));
    addWithOperands(graph.outputs().get("loss"));
  }

  private Tensor tensor(NetworkInput input) {
    float[] column = batch.column(lowered.columns().get(input.name()));
    int[] dims = input.type().physicalDims(batch.rows());
    double[] data = new double[Tensor.size(dims)];
    for (int i = 0; i < data.length; i++) {
      data[i] = column[i];
    }
    return new Tensor(dims, data);
  }

  private void addWithOperands(Node node) {
    if (forward.add(node)) {
      node.inputs().forEach(this::addWithOperands);
    }
  }

  /** The names of the parameters that are trained. */
  List<String> trained() {
    return lowered.parameters().stream()
        .filter(NetworkParameter::isTrained)
        .map(NetworkParameter::name)
        .toList();
  }

  /** What the gradients lower: the loss, or its negative where the loss is maximised. */
  double descended(Map<String, double[]> parameters) {
    Map<Node, Tensor> values = new IdentityHashMap<>();
    Evaluation evaluation = evaluation();
    for (Node node : graph.nodes()) {
      if (forward.contains(node)) {
        values.put(
            node, Interpreter.value(node, values, leaf -> leaf(leaf, parameters), evaluation));
      }
    }
    double loss = values.get(graph.outputs().get("loss")).data()[0];
    return train.maximize() ? -loss : loss;
  }

  /** The gradients by the parameters that are trained, before they are clipped. */
  Map<String, double[]> gradients(Map<String, double[]> parameters) {
    return gradients(parameters, Rounding.NONE);
  }

  private Map<String, double[]> gradients(Map<String, double[]> parameters, Rounding rounding) {
    Map<Node, Tensor> values =
        Interpreter.run(graph, leaf -> leaf(leaf, parameters), evaluation(), rounding);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (String name : trained()) {
      Node node = graph.outputs().get(Lowered.Training.gradientName(name));
      gradients.put(name, values.get(node).data().clone());
    }
    return gradients;
  }

  /** The gradients as the optimiser gets them. */
  Map<String, double[]> clipped(Map<String, double[]> parameters, Rounding rounding) {
    Map<String, double[]> gradients = gradients(parameters, rounding);
    double squares = 0;
    for (double[] gradient : gradients.values()) {
      for (double g : gradient) {
        squares += g * g;
      }
    }
    double limit = train.settings().clip().orElse(Double.POSITIVE_INFINITY);
    double factor = squares == 0 ? 1 : Math.min(1, limit / Math.sqrt(squares));
    for (double[] gradient : gradients.values()) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
    return gradients;
  }

  private Tensor leaf(Node leaf, Map<String, double[]> parameters) {
    String name = ((Fed) leaf.op()).name();
    return leaf.op() instanceof Leaf.Input
        ? inputs.get(name)
        : new Tensor(leaf.type().physicalDims(1), parameters.get(name));
  }

  private Evaluation evaluation() {
    return new Evaluation(batch.rows(), new Numbers(train.settings().seed()));
  }

  /** The random numbers of step 1. */
  private record Numbers(long seed) implements RandomSource {
    @Override
    public double uniform(long stream, long index) {
      return CounterRandom.uniform(seed, stream, 1, index);
    }

    @Override
    public double normal(long stream, long index) {
      return CounterRandom.normal(seed, stream, 1, index);
    }

    @Override
    public double bernoulli(double probability, long stream, long index) {
      return CounterRandom.bernoulli(probability, seed, stream, 1, index) ? 1 : 0;
    }
  }
}
