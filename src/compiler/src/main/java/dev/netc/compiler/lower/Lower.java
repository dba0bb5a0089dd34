package dev.netc.compiler.lower;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.check.TestSpec;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.network.ValueLowering;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.rewrite.Canonical;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes graphs of checked networks, trainings and tests. */
public final class Lower {
  /** Begins the name of an output that is fed. */
  public static final String OUTPUT = "output ";

  private static final String LOSS = "loss";

  private Lower() {}

  /** A net by itself: its outputs for given inputs. */
  public static Lowered net(Network network) {
    return new Lowered(
        network.name(),
        network.documentation(),
        network.file(),
        network.inputs(),
        network.parameters(),
        infer(network),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  /** A training: use, evaluation and training step. */
  public static Lowered train(TrainSpec train) {
    Network network = train.network();
    List<Lowered.Metric> metrics = new ArrayList<>();
    Graph evaluate = evaluate(train, metrics);
    return new Lowered(
        train.name(),
        train.documentation(),
        network.file(),
        network.inputs(),
        network.parameters(),
        infer(network),
        Optional.of(evaluate),
        Optional.of(training(train)),
        metrics,
        train.columns());
  }

  private static Graph infer(Network network) {
    GraphBuilder graph = new GraphBuilder();
    ValueLowering lowering = ValueLowering.inference(graph, 1);
    network.outputs().forEach((name, value) -> graph.output(name, lowering.lower(value)));
    return Canonical.rewrite(graph.build(network.name()));
  }

  /** Every named value of a network as a result: for showing what happens inside. */
  public static Graph inspection(Network network) {
    GraphBuilder graph = new GraphBuilder();
    ValueLowering lowering = ValueLowering.inference(graph, 1);
    // The outputs first, as in use: streams of random numbers are counted as they are met.
    network.outputs().values().forEach(lowering::lower);
    network.named().forEach((name, value) -> graph.output(name, lowering.lower(value)));
    network.outputs().forEach((name, value) -> graph.output(name, lowering.lower(value)));
    return graph.build(network.name());
  }

  /**
   * Loss and metrics of a training from the outputs of its net, which are inputs here, named {@link
   * #OUTPUT} and their names; without penalties on weights.
   */
  public static Graph figures(TrainSpec train) {
    GraphBuilder graph = new GraphBuilder();
    ValueLowering lowering = ValueLowering.inference(graph, 1);
    train.network().outputs().forEach((name, value) -> lowering.given(value, OUTPUT + name));
    graph.output(LOSS, mean(train, lowering));
    return figures(train, graph, lowering, new ArrayList<>());
  }

  private static Graph evaluate(TrainSpec train, List<Lowered.Metric> metrics) {
    GraphBuilder graph = new GraphBuilder();
    ValueLowering lowering = ValueLowering.inference(graph, 1);
    graph.output(LOSS, loss(train, lowering));
    return figures(train, graph, lowering, metrics);
  }

  private static Graph figures(
      TrainSpec train, GraphBuilder graph, ValueLowering lowering, List<Lowered.Metric> metrics) {
    Algebra m = new Algebra(graph);
    for (TrainSpec.Metric metric : train.metrics()) {
      Optional<Operation> operation = metricOperation(metric.value());
      Node statistics =
          operation.isPresent()
              ? lowering.statistics(metric.value())
              : sums(m, lowering.lower(metric.value()));
      String kind = operation.map(Catalogue::metricKind).orElse("MEAN");
      int size = Math.toIntExact(statistics.type().size());
      graph.output(metric.name(), m.reshape(statistics, Shape.of(size)));
      metrics.add(new Lowered.Metric(metric.name(), kind, size));
    }
    return Canonical.rewrite(graph.build(train.name()));
  }

  /** The metric operation that a value is a call of, if it is one. */
  static Optional<Operation> metricOperation(Value value) {
    return value.definition() instanceof Value.Definition.Call call
            && call.operation().has(Operation.Trait.METRIC)
        ? Optional.of(call.operation())
        : Optional.empty();
  }

  /** Any other figure, summed over the batch; one that has no batch counts for every sample. */
  private static Node sums(Algebra m, Node x) {
    Node perSample = x.type().shape().rank() == 0 ? x : m.reduceAll(Reduce.Kind.MEAN, x);
    return perSample.type().batched()
        ? m.reduceBatch(Reduce.Kind.SUM, perSample)
        : m.div(perSample, m.graph().add(new Leaf.InverseBatch()));
  }

  private static Lowered.Training training(TrainSpec train) {
    GraphBuilder forward = new GraphBuilder();
    ValueLowering lowering = ValueLowering.training(forward, train.network());
    forward.output(LOSS, loss(train, lowering));
    lowering
        .nextStates(train.network().values())
        .forEach((name, next) -> forward.output(Lowered.Training.stateName(name), next));
    GraphBuilder graph = GraphBuilder.continuing(Canonical.rewrite(forward.build(train.name())));
    Algebra m = new Algebra(graph);
    Node loss = graph.outputs().get(LOSS);
    Map<String, Node> parameters = parameters(graph, train.network());
    Node climbed = train.maximize() ? m.neg(loss) : loss;
    Map<Node, Node> gradients = Autodiff.gradients(graph, climbed, parameters.values());
    parameters.forEach(
        (name, node) -> graph.output(Lowered.Training.gradientName(name), gradients.get(node)));
    return new Lowered.Training(
        graph.build(train.name()),
        train.optimizer(),
        train.rates(),
        maxNorms(train),
        train.settings().clip(),
        train.maximize(),
        train.settings().precision());
  }

  private static List<MaxNorm> maxNorms(TrainSpec train) {
    List<MaxNorm> norms = new ArrayList<>();
    train
        .settings()
        .maxNorm()
        .ifPresent(
            limit ->
                train.network().parameters().stream()
                    .filter(p -> p.isWeight() && p.isTrained() && p.shape().rank() >= 2)
                    .forEach(p -> norms.add(MaxNorm.of(p, limit))));
    return norms;
  }

  /**
   * The nodes of the parameters that are trained; one that the loss does not reach gets a node too.
   */
  private static Map<String, Node> parameters(GraphBuilder graph, Network network) {
    Map<String, Node> found = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Parameter p) {
        found.put(p.name(), node);
      }
    }
    Map<String, Node> trained = new LinkedHashMap<>();
    for (NetworkParameter p : network.parameters()) {
      if (p.isTrained()) {
        trained.put(
            p.name(),
            found.containsKey(p.name())
                ? found.get(p.name())
                : graph.add(new Leaf.Parameter(p.name(), TensorType.fixed(p.shape()))));
      }
    }
    return trained;
  }

  /** What is minimised: the declared loss as a scalar, with the penalty of each weight. */
  private static Node loss(TrainSpec train, ValueLowering lowering) {
    Algebra m = lowering.math();
    Node loss = mean(train, lowering);
    double decay = train.settings().weightDecay();
    double l1 = train.settings().l1Decay();
    for (Value value : train.network().values()) {
      if (value.definition() instanceof Value.Definition.Parameter
          && isWeight(train.network(), value)) {
        Node w = lowering.lower(value);
        double sign = train.maximize() ? -1 : 1;
        loss = penalized(m, loss, sign * decay / 2, m.unary(Elementwise.SQUARE, w));
        loss = penalized(m, loss, sign * l1, m.unary(Elementwise.ABS, w));
      }
    }
    return loss;
  }

  /** The declared loss, averaged over the batch. */
  private static Node mean(TrainSpec train, ValueLowering lowering) {
    Algebra m = lowering.math();
    Node loss = m.reshape(lowering.lower(train.loss()), Shape.SCALAR);
    return m.reduceBatch(Reduce.Kind.MEAN, loss);
  }

  private static Node penalized(Algebra m, Node loss, double factor, Node costs) {
    return factor == 0 ? loss : m.add(loss, m.scale(factor, m.reduceAll(Reduce.Kind.SUM, costs)));
  }

  private static boolean isWeight(Network network, Value value) {
    String name = value.path().toString();
    return network.parameters().stream().anyMatch(p -> p.name().equals(name) && p.isWeight());
  }

  // ------------------------------------------------------------ tests

  /**
   * The expectations of a test that run with one number of samples.
   *
   * @param batch that number
   * @param full computes both sides: results "left i" and "right i" for the i-th of these
   *     expectations, and "observed j"; for the reference
   * @param compiled computes what the compiled class must agree on: the results "observed j"
   */
  public record LoweredTest(
      int batch, List<TestSpec.Expectation> expectations, Graph full, Lowered compiled) {}

  /** The graphs of a test: expectations whose nets get different numbers of samples are apart. */
  public static List<LoweredTest> test(TestSpec test) {
    Map<Integer, List<TestSpec.Expectation>> groups = new LinkedHashMap<>();
    for (TestSpec.Expectation e : test.expectations()) {
      groups.computeIfAbsent(samples(test, e), n -> new ArrayList<>()).add(e);
    }
    List<LoweredTest> lowered = new ArrayList<>();
    groups.forEach((batch, expectations) -> lowered.add(group(test, batch, expectations)));
    return lowered;
  }

  private static int samples(TestSpec test, TestSpec.Expectation e) {
    int most = 1;
    for (Value value : Network.reaching(test.network().values(), List.of(e.left(), e.right()))) {
      if (value.definition() instanceof Value.Definition.ToBatch to) {
        most = Math.max(most, to.samples());
      }
    }
    return most;
  }

  private static LoweredTest group(
      TestSpec test, int batch, List<TestSpec.Expectation> expectations) {
    List<Value> sides = new ArrayList<>();
    expectations.forEach(e -> sides.addAll(List.of(e.left(), e.right())));
    Set<Value> reached = Network.reaching(test.network().values(), sides);
    List<Value> observed = test.observed().stream().filter(reached::contains).toList();
    GraphBuilder full = new GraphBuilder();
    ValueLowering lowering = ValueLowering.inference(full, batch);
    observe(observed, full, lowering);
    for (int i = 0; i < expectations.size(); i++) {
      full.output("left " + i, lowering.lower(expectations.get(i).left()));
      full.output("right " + i, lowering.lower(expectations.get(i).right()));
    }
    GraphBuilder compiled = new GraphBuilder();
    observe(observed, compiled, ValueLowering.inference(compiled, batch));
    Network network = test.network();
    Graph graph = Canonical.rewrite(compiled.build(test.title()));
    Set<String> fed = new HashSet<>();
    graph
        .nodes()
        .forEach(
            n -> {
              if (n.op() instanceof Leaf.Input in) {
                fed.add(in.name());
              }
            });
    List<NetworkInput> inputs =
        network.inputs().stream().filter(in -> fed.contains(in.name())).toList();
    Lowered unit =
        new Lowered(
            test.title(),
            "",
            network.file(),
            inputs,
            network.parameters(),
            graph,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of());
    return new LoweredTest(batch, expectations, Canonical.rewrite(full.build(test.title())), unit);
  }

  private static void observe(List<Value> observed, GraphBuilder graph, ValueLowering lowering) {
    for (int j = 0; j < observed.size(); j++) {
      graph.output("observed " + j, lowering.lower(observed.get(j)));
    }
  }
}
