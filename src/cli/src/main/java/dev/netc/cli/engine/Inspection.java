package dev.netc.cli.engine;

import dev.netc.cli.input.InputValues;
import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every named value of a net for given inputs, in float64, and the gradient of a result by each: a
 * computational graph forward and backward, as a textbook draws it.
 */
public final class Inspection {
  private final Network network;
  private final Map<String, double[]> parameters;

  /** A value of the net, of these dimensions, with its gradient if one was asked for. */
  public record Inspected(String name, Tensor value, Optional<Tensor> gradient) {}

  /**
   * @param seed of random first values
   */
  public Inspection(Network network, long seed) {
    this.network = network;
    this.parameters = ReferenceParameters.initial(network.parameters(), seed);
  }

  /**
   * Sets the parameters from a file.
   *
   * @throws dev.netc.runtime.checkpoint.CheckpointException if it cannot be read or does not fit
   */
  public void load(Path file) {
    List<ParameterValue> values = new ArrayList<>();
    for (NetworkParameter p : network.parameters()) {
      long[] shape = p.shape().dims().stream().mapToLong(Integer::longValue).toArray();
      values.add(ParameterValue.of(p.name(), shape, parameters.get(p.name())));
    }
    Weights.load(file, values, List.of());
  }

  /**
   * Computes the values in the order of computation.
   *
   * @param result the output whose elements' sum is differentiated, if gradients are wanted
   */
  public List<Inspected> run(InputValues inputs, Optional<String> result) {
    GraphBuilder builder = GraphBuilder.continuing(Lower.inspection(network));
    Map<String, Node> nodes = named(builder);
    Map<Node, Node> gradients =
        result
            .map(name -> Autodiff.gradients(builder, nodes.get(name), nodes.values()))
            .orElse(Map.of());
    Map<Node, Tensor> values = interpreter(inputs).run(builder.build(network.name()));
    List<Inspected> inspected = new ArrayList<>();
    nodes.forEach(
        (name, node) ->
            inspected.add(
                new Inspected(
                    name,
                    values.get(node),
                    Optional.ofNullable(gradients.get(node)).map(values::get))));
    return inspected;
  }

  /**
   * What flows along each edge of the net.
   *
   * @param result the output whose elements' sum is differentiated
   */
  public Flow flow(InputValues inputs, String result) {
    return Flow.of(network, result, interpreter(inputs));
  }

  /** Computes every node of a graph. */
  interface Run {
    Map<Node, Tensor> run(Graph graph);
  }

  private Run interpreter(InputValues inputs) {
    Map<String, Tensor> fed = new HashMap<>();
    for (NetworkInput input : network.inputs()) {
      int[] dims = input.type().physicalDims(inputs.samples());
      fed.put(input.name(), new Tensor(dims, inputs.values().get(input.name())));
    }
    return graph ->
        Interpreter.run(
            graph,
            leaf -> ReferenceModel.leaf(leaf, parameters, fed),
            new Evaluation(inputs.samples(), new RuntimeRandom(0, 0)));
  }

  /** The nodes that have a name of the program, in the order of computation. */
  private static Map<String, Node> named(GraphBuilder graph) {
    Map<String, Node> named = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Input input) {
        named.put(input.name(), node);
      } else if (node.op() instanceof Leaf.Parameter parameter) {
        named.put(parameter.name(), node);
      }
    }
    graph.outputs().entrySet().stream()
        .sorted(Comparator.comparingInt(output -> output.getValue().id()))
        .forEach(output -> named.putIfAbsent(output.getKey(), output.getValue()));
    return named;
  }
}
