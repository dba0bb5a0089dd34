package dev.netc.cli.generated;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Origin;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.lower.MaxNorm;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.network.Precision;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.op.optimizer.Optimizers;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Builds lowered nets by hand, as lowering would build them from a program. */
final class NetBuilder {
  /** How many classes every index of these nets chooses from. */
  static final int CLASSES = 5;

  private static final Span SPAN = Source.of("by-hand.net", "by hand").all();

  private final String name;
  private final List<NetworkInput> inputs = new ArrayList<>();
  private final List<NetworkParameter> parameters = new ArrayList<>();
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final List<Lowered.Metric> metrics = new ArrayList<>();
  private String documentation = "A net by hand.";
  private final Map<String, Double> rates = new LinkedHashMap<>();
  private final List<MaxNorm> maxNorms = new ArrayList<>();
  private OptionalDouble clip = OptionalDouble.empty();
  private Precision precision = Precision.FLOAT32;
  private OptimizerSpec optimizer = optimizer("sgd", Map.of("lr", 0.1));

  /** Writes a graph; the leaves are there. */
  interface Writing {
    void write(Scope scope);
  }

  /** What a graph is written with. */
  record Scope(Algebra m, Map<String, Node> leaves) {
    Node get(String leaf) {
      return leaves.get(leaf);
    }

    Scope at(String value) {
      m.graph().at(new Origin(value, SPAN));
      return this;
    }

    void output(String output, Node node) {
      m.graph().output(output, node);
    }
  }

  NetBuilder(String name) {
    this.name = name;
  }

  /** An input that is the same for all samples; only inference can have one. */
  NetBuilder fixedInput(String input, int... dims) {
    inputs.add(new NetworkInput(input, TensorType.fixed(Shape.of(dims)), false, SPAN));
    return this;
  }

  NetBuilder input(String input, int... dims) {
    inputs.add(new NetworkInput(input, TensorType.batched(Shape.of(dims)), false, SPAN));
    columns.put(input, input);
    return this;
  }

  /** An input that is an index for each sample. */
  NetBuilder index(String input) {
    inputs.add(new NetworkInput(input, TensorType.batched(Shape.SCALAR), true, SPAN));
    columns.put(input, input);
    return this;
  }

  NetBuilder parameter(String parameter, int... dims) {
    return parameter(parameter, false, dims);
  }

  NetBuilder parameter(String parameter, boolean frozen, int... dims) {
    return parameter(parameter, new InitializerSpec.Normal(0, 0.3), frozen, dims);
  }

  /** A parameter with given first values. */
  NetBuilder initialized(String parameter, double[] values, int... dims) {
    return parameter(parameter, new InitializerSpec.Values(values), false, dims);
  }

  private NetBuilder parameter(
      String parameter, InitializerSpec initializer, boolean frozen, int... dims) {
    Weight.Role role = dims.length > 1 ? Weight.Role.WEIGHT : Weight.Role.BIAS;
    return parameter(parameter, initializer, role, frozen, dims);
  }

  /** A running statistic; the loss names its next value, by {@link Lowered.Training#stateName}. */
  NetBuilder state(String state, int... dims) {
    InitializerSpec first = new InitializerSpec.Normal(0, 0.3);
    return parameter(state, first, Weight.Role.STATE, false, dims);
  }

  private NetBuilder parameter(
      String parameter,
      InitializerSpec initializer,
      Weight.Role role,
      boolean frozen,
      int... dims) {
    int fanIn = dims.length > 0 ? dims[0] : 1;
    parameters.add(
        new NetworkParameter(parameter, Shape.of(dims), initializer, fanIn, 1, role, frozen, SPAN));
    return this;
  }

  NetBuilder optimizer(OptimizerSpec spec) {
    optimizer = spec;
    return this;
  }

  NetBuilder documentation(String text) {
    documentation = text;
    return this;
  }

  /** A metric; the evaluation names its statistics. */
  NetBuilder metric(String metric, String kind, int size) {
    metrics.add(new Lowered.Metric(metric, kind, size));
    return this;
  }

  NetBuilder rate(String parameter, double factor) {
    rates.put(parameter, factor);
    return this;
  }

  NetBuilder maxNorm(MaxNorm norm) {
    maxNorms.add(norm);
    return this;
  }

  NetBuilder clip(double limit) {
    clip = OptionalDouble.of(limit);
    return this;
  }

  /** An optimiser with its defaults but for the given settings. */
  static OptimizerSpec optimizer(String name, Map<String, Double> settings) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (Setting setting : Optimizers.find(name).orElseThrow().settings()) {
      all.put(setting.name(), setting.value());
    }
    all.putAll(settings);
    return new OptimizerSpec(name, all);
  }

  /** A net that only predicts: {@code outputs} names its outputs. */
  Lowered inference(Writing outputs) {
    return lowered(graph("infer", outputs), Optional.empty(), Optional.empty());
  }

  /**
   * A trained net.
   *
   * @param outputs names the outputs of inference
   * @param loss names "loss"
   */
  Lowered trained(Writing outputs, Writing loss) {
    GraphBuilder training = written(loss);
    Node result = training.outputs().get("loss");
    Node scalar = new Algebra(training).reduceBatch(Reduce.Kind.MEAN, result);
    training.output("loss", scalar);
    Map<String, Node> leaves = new LinkedHashMap<>();
    for (Node node : training.nodes()) {
      if (node.op() instanceof Leaf.Parameter p) {
        leaves.put(p.name(), node);
      }
    }
    List<NetworkParameter> trained =
        parameters.stream().filter(NetworkParameter::isTrained).toList();
    Map<Node, Node> gradients =
        Autodiff.gradients(
            training, scalar, trained.stream().map(p -> leaves.get(p.name())).toList());
    trained.forEach(
        p ->
            training.output(
                Lowered.Training.gradientName(p.name()), gradients.get(leaves.get(p.name()))));
    Graph evaluate =
        graph(
            "evaluate",
            scope -> {
              loss.write(scope);
              Node each = scope.m().graph().outputs().get("loss");
              scope.output("loss", scope.m().reduceBatch(Reduce.Kind.MEAN, each));
            });
    return lowered(
        graph("infer", outputs),
        Optional.of(evaluate),
        Optional.of(
            new Lowered.Training(
                training.build("train"), optimizer, rates, maxNorms, clip, false, precision)));
  }

  private Lowered lowered(
      Graph infer, Optional<Graph> evaluate, Optional<Lowered.Training> training) {
    return new Lowered(
        name,
        documentation,
        "by-hand.net",
        inputs,
        parameters,
        infer,
        evaluate,
        training,
        metrics,
        training.isPresent() ? columns : Map.of());
  }

  private Graph graph(String graph, Writing writing) {
    return written(writing).build(graph);
  }

  private GraphBuilder written(Writing writing) {
    GraphBuilder graph = new GraphBuilder();
    Map<String, Node> leaves = new LinkedHashMap<>();
    inputs.forEach(i -> leaves.put(i.name(), graph.add(new Leaf.Input(i.name(), i.type()))));
    parameters.forEach(
        p ->
            leaves.put(
                p.name(), graph.add(new Leaf.Parameter(p.name(), TensorType.fixed(p.shape())))));
    writing.write(new Scope(new Algebra(graph), leaves));
    return graph;
  }
}
