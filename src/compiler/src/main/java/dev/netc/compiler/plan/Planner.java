package dev.netc.compiler.plan;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.primitive.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
    add(parameterLayout, parameters, NetworkParameter::isTrained);
    long trainable = parameterLayout.fixed();
    add(parameterLayout, parameters, NetworkParameter::frozen);
    long kept = parameterLayout.fixed();
    add(parameterLayout, parameters, NetworkParameter::isRunning);
    long running = parameterLayout.fixed() - kept;

    List<Graph> graphs = new ArrayList<>(List.of(infer));
    evaluate.ifPresent(graphs::add);
    train.ifPresent(graphs::add);
    Layout<String> inputLayout = inputs(inputs);
    Layout<Leaf.Constant> constants = constants(graphs);
    Leaves leaves = new Leaves(parameterLayout.build(), inputLayout, constants);
    return new Plan(
        leaves.parameters(),
        trainable,
        running,
        inputLayout,
        constants,
        optimizerState,
        PhasePlanner.plan(infer, leaves, Map.of()),
        evaluate.map(graph -> PhasePlanner.plan(graph, leaves, Map.of())),
        train.map(graph -> PhasePlanner.plan(graph, leaves, results(parameters, leaves, kept))));
  }

  private static void add(
      Layout.Builder<String> layout,
      List<NetworkParameter> parameters,
      Predicate<NetworkParameter> chosen) {
    parameters.stream()
        .filter(chosen)
        .forEach(p -> layout.add(p.name(), Region.PARAMETERS, p.shape().size()));
  }

  /**
   * Where a training step leaves what it computes for the parameters, by the result's name:
   * gradients at the offsets of their parameters, running statistics apart from the others.
   *
   * @param kept floats before the running statistics
   */
  private static Map<String, Place> results(
      List<NetworkParameter> parameters, Leaves leaves, long kept) {
    Map<String, Place> results = new LinkedHashMap<>();
    for (NetworkParameter p : parameters) {
      Place at = leaves.parameters().place(p.name());
      if (p.isTrained()) {
        Place gradient = new Place(Region.GRADIENTS, at.offset(), at.size());
        results.put(Training.gradientName(p.name()), gradient);
      } else if (p.isRunning()) {
        Place next = new Place(Region.NEXT_STATES, at.offset() - kept, at.size());
        results.put(Training.stateName(p.name()), next);
      }
    }
    return results;
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
