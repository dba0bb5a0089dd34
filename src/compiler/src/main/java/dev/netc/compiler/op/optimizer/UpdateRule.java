package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * An optimiser with its settings, as a graph on numbers: its batch are the elements of a parameter.
 *
 * @param graph reads the inputs "weight", "gradient", one for each state and one for each uniform;
 *     returns "weight" and the states
 * @param state names of what is kept from step to step
 * @param uniforms numbers that are the same for all elements of a step
 */
public record UpdateRule(Graph graph, List<String> state, List<Uniform> uniforms) {
  public static final String WEIGHT = "weight";
  public static final String GRADIENT = "gradient";

  /** The state that is the running average of the weight, the last one where there is one. */
  public static final String AVERAGE = "average";

  /** A number that the host computes in double for each step. */
  public sealed interface Uniform {
    /** The name of the graph's input for it. */
    String name();

    double value(double learningRate, long step);

    /** The learning rate of the step. */
    record LearningRate() implements Uniform {
      @Override
      public String name() {
        return "learning rate";
      }

      @Override
      public double value(double learningRate, long step) {
        return learningRate;
      }
    }

    /** {@code 1 / (1 - decay^step)}. */
    record Unbiased(double decay) implements Uniform {
      @Override
      public String name() {
        return "1 / (1 - " + decay + "^step)";
      }

      @Override
      public double value(double learningRate, long step) {
        return 1 / (1 - Math.pow(decay, step));
      }
    }
  }

  /**
   * The rule of a chosen optimiser.
   *
   * @throws IllegalStateException if the catalogue has no such optimiser: programs are checked
   *     before
   */
  public static UpdateRule of(OptimizerSpec spec) {
    Optimizer optimizer =
        Optimizers.find(spec.name())
            .orElseThrow(() -> new IllegalStateException("no optimizer " + spec.name()));
    GraphBuilder graph = new GraphBuilder();
    Node weight = element(graph, WEIGHT);
    Node gradient = element(graph, GRADIENT);
    Algebra m = new Algebra(graph);
    List<Node> state = optimizer.state().stream().map(name -> element(graph, name)).toList();
    Collected step = new Collected(graph, spec, new ArrayList<>(), new ArrayList<>());
    List<Node> updated = optimizer.update(m, weight, gradient, state, step);
    graph.output(WEIGHT, updated.get(0));
    for (int i = 0; i < state.size(); i++) {
      graph.output(optimizer.state().get(i), updated.get(i + 1));
    }
    List<String> kept = new ArrayList<>(optimizer.state());
    if (spec.average().isPresent()) {
      double decay = spec.average().getAsDouble();
      graph.output(AVERAGE, average(m, element(graph, AVERAGE), updated.get(0), decay, step));
      kept.add(AVERAGE);
    }
    return new UpdateRule(graph.build(spec.name()), kept, step.uniforms());
  }

  /**
   * The running average of the weight w after each step: that of Polyak and Juditsky 1992 with
   * exponential weights, free from bias towards its zero start as in Adam (Kingma and Ba 2015,
   * section 7.2). In step t it moves the part (1 - d) / (1 - d^t) of the way to w, so that the
   * first average is the first w.
   */
  private static Node average(Algebra m, Node average, Node w, double decay, Optimizer.Step step) {
    Node way = m.scale(1 - decay, m.sub(w, average));
    return m.add(average, m.mul(way, step.unbiased(decay)));
  }

  private static Node element(GraphBuilder graph, String name) {
    return graph.add(new Leaf.Input(name, TensorType.batched(Shape.SCALAR)));
  }

  /** Gives a rule the uniforms it asks for, each once. */
  private record Collected(
      GraphBuilder graph, OptimizerSpec spec, List<Uniform> uniforms, List<Node> nodes)
      implements Optimizer.Step {
    @Override
    public double setting(String name) {
      return spec.setting(name);
    }

    @Override
    public Node learningRate() {
      return node(new Uniform.LearningRate());
    }

    @Override
    public Node unbiased(double decay) {
      return node(new Uniform.Unbiased(decay));
    }

    private Node node(Uniform uniform) {
      int known = uniforms.indexOf(uniform);
      if (known >= 0) {
        return nodes.get(known);
      }
      uniforms.add(uniform);
      nodes.add(graph.add(new Leaf.Input(uniform.name(), TensorType.SCALAR)));
      return nodes.get(nodes.size() - 1);
    }
  }
}
