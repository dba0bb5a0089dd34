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
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.net.GradientArena;
import dev.netc.runtime.net.TrainedNet;
import dev.netc.runtime.random.CounterRandom;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.TrainingModel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gradients of a training's first step, as the optimiser gets them: clipped. */
final class FirstGradients {
  private FirstGradients() {}

  /** What a compiled class left of its latest step. */
  static Map<String, double[]> of(TrainedNet net) {
    return GradientArena.of(net);
  }

  /**
   * What the reference interpreter computes with a model's present parameters.
   *
   * @param batch of the first step
   */
  static Map<String, double[]> of(TrainSpec train, TrainingModel model, Batch batch) {
    Lowered lowered = Lower.train(train);
    Graph graph = lowered.training().orElseThrow().graph();
    Map<String, Tensor> fed = new HashMap<>();
    for (NetworkInput input : lowered.inputs()) {
      float[] column = batch.column(lowered.columns().get(input.name()));
      int[] dims = input.type().physicalDims(batch.rows());
      double[] data = new double[Tensor.size(dims)];
      for (int i = 0; i < data.length; i++) {
        data[i] = column[i];
      }
      fed.put(input.name(), new Tensor(dims, data));
    }
    Map<String, double[]> parameters = new HashMap<>();
    for (ParameterValue p : model.parameters()) {
      parameters.put(p.name(), p.get().doubles());
    }
    Map<Node, Tensor> values =
        Interpreter.run(
            graph,
            node -> {
              String name = ((Fed) node.op()).name();
              return node.op() instanceof Leaf.Input
                  ? fed.get(name)
                  : new Tensor(node.type().physicalDims(1), parameters.get(name));
            },
            new Evaluation(batch.rows(), new FirstStep(train.settings().seed())));
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (NetworkParameter p : lowered.parameters()) {
      if (p.isTrained()) {
        Node node = graph.outputs().get(Lowered.Training.gradientName(p.name()));
        gradients.put(p.name(), values.get(node).data().clone());
      }
    }
    lowered.training().get().clip().ifPresent(limit -> clip(gradients, limit));
    return gradients;
  }

  private static void clip(Map<String, double[]> gradients, double limit) {
    double squares = 0;
    for (double[] gradient : gradients.values()) {
      for (double g : gradient) {
        squares += g * g;
      }
    }
    double factor = Math.min(1, limit / Math.sqrt(squares));
    for (double[] gradient : gradients.values()) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= squares == 0 ? 1 : factor;
      }
    }
  }

  /** The random numbers of step 1. */
  private record FirstStep(long seed) implements RandomSource {
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
