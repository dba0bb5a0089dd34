package dev.netc.compiler.plan;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.primitive.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives every value of a net a place. */
public final class Planner {
  private Planner() {}

  /**
   * Plans the memory that the graphs of one net share.
   *
   * @param inputs of the net
   * @param parameters of the net
   * @param optimizerState tensors that the optimiser keeps for each trained parameter
   * @param infer inference, after all rewrites
   * @param evaluate loss and metrics, if the net is trained
   * @param train the training step, if the net is trained
   */
  public static Plan plan(
      List<NetworkInput> inputs,
      List<NetworkParameter> parameters,
      int optimizerState,
      Graph infer,
      Optional<Graph> evaluate,
      Optional<Graph> train) {
    Layout.Builder<String> parameterLayout = new Layout.Builder<>();
    parameters.stream().filter(p -> !p.frozen()).forEach(p -> add(parameterLayout, p));
    long trainable = parameterLayout.fixed();
    parameters.stream().filter(NetworkParameter::frozen).forEach(p -> add(parameterLayout, p));

    List<Graph> graphs = new ArrayList<>(List.of(infer));
    evaluate.ifPresent(graphs::add);
    train.ifPresent(graphs::add);
    Layout<String> inputLayout = inputs(inputs);
    Layout<Leaf.Constant> constants = constants(graphs);
    Leaves leaves = new Leaves(parameterLayout.build(), inputLayout, constants);
    return new Plan(
        leaves.parameters(),
        trainable,
        inputLayout,
        constants,
        optimizerState,
        PhasePlanner.plan(infer, leaves, List.of()),
        evaluate.map(graph -> PhasePlanner.plan(graph, leaves, List.of())),
        train.map(graph -> PhasePlanner.plan(graph, leaves, parameters)));
  }

  private static void add(Layout.Builder<String> layout, NetworkParameter parameter) {
    layout.add(parameter.name(), Region.PARAMETERS, parameter.shape().size());
  }

  private static Layout<String> inputs(List<NetworkInput> inputs) {
    Layout.Builder<String> layout = new Layout.Builder<>();
    for (NetworkInput input : inputs) {
      Region region = input.type().batched() ? Region.BATCHED_INPUTS : Region.FIXED_INPUTS;
      layout.add(input.name(), region, input.type().size());
    }
    return layout.build();
  }

  /** A number that several graphs state has one place. */
  private static Layout<Leaf.Constant> constants(List<Graph> graphs) {
    Layout.Builder<Leaf.Constant> layout = new Layout.Builder<>();
    for (Graph graph : graphs) {
      for (Node node : graph.nodes()) {
        if (node.op() instanceof Leaf.Constant constant) {
          layout.add(constant, Region.CONSTANTS, constant.type().size());
        }
      }
    }
    return layout.build();
  }
}
