package dev.netc.cli.generated;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.optimizer.ReferenceOptimizer;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.random.CounterRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/** A lowered net run by the reference interpreter, from the values of a generated one. */
final class ReferenceNet {
  private final Lowered net;
  private final Map<String, double[]> parameters = new LinkedHashMap<>();
  private final Map<String, double[]> inputs = new LinkedHashMap<>();
  private final ReferenceOptimizer optimizer;
  private final long seed;

  ReferenceNet(Lowered net, long seed) {
    this.net = net;
    this.seed = seed;
    this.optimizer = net.training().map(t -> new ReferenceOptimizer(t.optimizer())).orElse(null);
  }

  void set(String name, float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    boolean isParameter = net.parameters().stream().anyMatch(p -> p.name().equals(name));
    (isParameter ? parameters : inputs).put(name, copy);
  }

  double[] parameter(String name) {
    return parameters.get(name);
  }

  /** The results of a graph by name. */
  Map<String, double[]> run(Graph graph, int batch, long step) {
    Map<Node, Tensor> values =
        Interpreter.run(graph, node -> leaf(node, batch), new Evaluation(batch, random(step)));
    Map<String, double[]> results = new LinkedHashMap<>();
    graph.outputs().forEach((name, node) -> results.put(name, values.get(node).data()));
    return results;
  }

  /** One training step; the loss before it. */
  double step(int batch, double rate, long step) {
    Lowered.Training training = net.training().orElseThrow();
    Map<String, double[]> results = run(training.graph(), batch, step);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    double squares = 0;
    for (NetworkParameter p : net.parameters()) {
      double[] gradient = results.get(Lowered.Training.gradientName(p.name()));
      if (gradient != null) {
        gradients.put(p.name(), gradient.clone());
        for (double g : gradient) {
          squares += g * g;
        }
      }
    }
    double norm = Math.sqrt(squares);
    double limit = training.clip().orElse(Double.POSITIVE_INFINITY);
    if (norm > limit) {
      for (double[] gradient : gradients.values()) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] *= limit / norm;
        }
      }
    }
    gradients.forEach(
        (name, gradient) ->
            optimizer.step(
                parameters,
                Map.of(name, gradient),
                rate * training.rates().getOrDefault(name, 1.0),
                step));
    training.maxNorms().forEach(longest -> longest.apply(parameters.get(longest.parameter())));
    net.parameters().stream()
        .filter(NetworkParameter::isRunning)
        .forEach(p -> parameters.put(p.name(), results.get(Lowered.Training.stateName(p.name()))));
    return results.get("loss")[0];
  }

  private Tensor leaf(Node node, int batch) {
    double[] data =
        node.op() instanceof Leaf.Parameter p
            ? parameters.get(p.name())
            : inputs.get(((Leaf.Input) node.op()).name());
    return new Tensor(node.type().physicalDims(batch), data);
  }

  private RandomSource random(long step) {
    return new RandomSource() {
      @Override
      public double uniform(long stream, long index) {
        return CounterRandom.uniform(seed, stream, step, index);
      }

      @Override
      public double normal(long stream, long index) {
        return CounterRandom.normal(seed, stream, step, index);
      }

      @Override
      public double bernoulli(double probability, long stream, long index) {
        return CounterRandom.bernoulli(probability, seed, stream, step, index) ? 1 : 0;
      }
    };
  }
}
