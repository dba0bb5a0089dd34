package dev.netc.compiler.op;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Fed;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.rewrite.Canonical;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A sample as a graph on inputs {@code 0}, {@code 1}, …, with numbers for them. Its result {@code
 * y} is weighed with random numbers into {@code total}, so that every element's slope counts.
 */
final class SampleGraph implements Lowering {
  private final Sample sample;
  private GraphBuilder graph = new GraphBuilder();
  private Algebra math = new Algebra(graph);
  private final List<Node> leaves = new ArrayList<>();
  private final Map<String, Tensor> values = new TreeMap<>();
  private final Random random;
  private Graph differentiated;
  private int drawn;
  private long streams;

  SampleGraph(Sample sample, long seed) {
    this.sample = sample;
    this.random = new Random(seed);
    for (Operand operand : sample.operands()) {
      leaves.add(feed(String.valueOf(leaves.size()), operand));
    }
    Node y = sample.build().apply(this, leaves);
    graph.output("y", y);
    graph.output("total", weighed(List.of(y)));
  }

  private Node feed(String name, Operand operand) {
    values.put(name, operand.draw(random, drawn, sample.batch()));
    drawn += values.get(name).size();
    return graph.add(new Leaf.Input(name, operand.type()));
  }

  /** All elements of all nodes, each times a random number. */
  private Node weighed(List<Node> nodes) {
    Node sum = math.number(0);
    for (Node node : nodes) {
      Operand weight = Operand.of(node.type(), Operand.Domain.POSITIVE);
      Node product = math.mul(node, feed("weight " + values.size(), weight));
      sum = math.add(sum, math.sumTo(product, TensorType.SCALAR));
    }
    return sum;
  }

  /** Adds the gradients of {@code total}, and their weighed sum as the new total. */
  SampleGraph differentiate() {
    differentiated = graph();
    List<Node> varying = leaves.stream().filter(leaf -> varies(name(leaf))).toList();
    Map<Node, Node> gradients = Autodiff.gradients(graph, graph.outputs().get("total"), varying);
    gradients.forEach((leaf, g) -> graph.output(gradientName(name(leaf)), g));
    graph.output("total", weighed(List.copyOf(gradients.values())));
    return this;
  }

  /** The graph before its gradients were added. */
  Graph differentiated() {
    return differentiated;
  }

  /** The graph with stable forms in place of the textbook's. */
  SampleGraph stable() {
    graph = GraphBuilder.continuing(Canonical.rewrite(graph()));
    math = new Algebra(graph);
    leaves.replaceAll(
        leaf -> graph.nodes().stream().filter(n -> n.op().equals(leaf.op())).findFirst().get());
    return this;
  }

  /** Whether there is a gradient by an operand: not where its numbers are indices. */
  boolean varies(String operand) {
    return sample.operands().get(Integer.parseInt(operand)).varies();
  }

  List<String> operands() {
    return leaves.stream().map(SampleGraph::name).toList();
  }

  static String gradientName(String operand) {
    return "gradient by " + operand;
  }

  private static String name(Node leaf) {
    return ((Fed) leaf.op()).name();
  }

  Node result() {
    return graph.outputs().get("y");
  }

  Graph graph() {
    return graph.build(sample.name());
  }

  /** The numbers of an operand; changing them changes the next run. */
  double[] numbers(String operand) {
    return values.get(operand).data();
  }

  /** The results of a graph on this sample's numbers. */
  Map<String, Tensor> run(Graph of) {
    Map<Node, Tensor> computed =
        Interpreter.run(
            of, leaf -> values.get(name(leaf)), new Evaluation(sample.batch(), new Hashed()));
    Map<String, Tensor> results = new LinkedHashMap<>();
    of.outputs().forEach((name, node) -> results.put(name, computed.get(node)));
    return results;
  }

  @Override
  public Algebra math() {
    return math;
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public boolean updates(Node state) {
    return true;
  }

  /** What becomes of a statistic is a result too: rewriting must keep it. */
  @Override
  public void update(Node state, UnaryOperator<Node> next) {
    graph.output("next of " + name(state), next.apply(state));
  }

  @Override
  public long newStream() {
    return streams++;
  }

  @Override
  public Node gradient(Node y, Node x) {
    return Autodiff.gradients(graph, y, List.of(x)).get(x);
  }

  /** Random numbers that are the same in every run. */
  private static final class Hashed implements RandomSource {
    @Override
    public double uniform(long stream, long index) {
      return new Random(stream * 7919 + index).nextDouble();
    }

    @Override
    public double normal(long stream, long index) {
      return new Random(stream * 7919 + index).nextGaussian();
    }

    @Override
    public double bernoulli(double probability, long stream, long index) {
      return uniform(stream, index) < probability ? 1 : 0;
    }
  }
}
