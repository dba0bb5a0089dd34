package dev.netc.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.rewrite.RandomGraph;
import dev.netc.compiler.rewrite.Rewriter;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No value is overwritten while it is needed, and no more memory is used than was said. */
class PlannerTest {
  private static final int BATCH = 3;

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("graphs", 300));
  }

  /**
   * Executes a graph in the planned memory: every operand is read from its place, every result
   * written to its own. It must compute what the graph computes with a memory for each value.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void aGraphRunsInItsPlannedMemory(long seed) {
    runsInItsPlannedMemory(Rewriter.rewrite(RandomGraph.of(seed, 30)), seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aGraphOfImagesRunsInItsPlannedMemory(long seed) {
    runsInItsPlannedMemory(Rewriter.rewrite(RandomGraph.ofImages(seed, 30)), seed);
  }

  private static void runsInItsPlannedMemory(Graph graph, long seed) {
    Plan plan = inference(graph);
    Map<Node, Tensor> leaves = leaves(graph, seed);
    Map<Node, Tensor> expected =
        Interpreter.run(graph, leaves::get, new Evaluation(BATCH, RandomSource.NONE));
    Memory memory = new Memory(plan);
    leaves.forEach((node, value) -> memory.write(plan.infer().place(node), value.data()));
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Constant || !leaves.containsKey(node)) {
        List<Tensor> operands = new ArrayList<>();
        for (Node input : node.inputs()) {
          double[] data = memory.read(plan.infer().place(input));
          operands.add(new Tensor(input.type().physicalDims(BATCH), data));
        }
        Tensor result =
            node.op().evaluate(node, operands, new Evaluation(BATCH, RandomSource.NONE));
        memory.write(plan.infer().place(node), result.data());
      }
    }
    graph
        .outputs()
        .forEach(
            (name, node) ->
                assertArrayEquals(
                    expected.get(node).data(),
                    memory.read(plan.infer().place(node)),
                    () -> name + "\n" + plan.print()));
  }

  /** The arenas as arrays. */
  private static final class Memory {
    private final Map<Region, double[]> regions = new EnumMap<>(Region.class);

    Memory(Plan plan) {
      regions.put(Region.PARAMETERS, floats(plan.parameters().fixed()));
      regions.put(Region.CONSTANTS, floats(plan.constants().fixed()));
      regions.put(Region.BATCHED_INPUTS, floats(plan.inputs().perSample() * BATCH));
      regions.put(Region.FIXED_INPUTS, floats(plan.inputs().fixed()));
      regions.put(Region.BATCHED, floats(plan.activationsPerSample() * BATCH));
      regions.put(Region.FIXED, floats(plan.activations()));
    }

    private static double[] floats(long size) {
      return new double[(int) size];
    }

    void write(Place place, double[] data) {
      int scale = place.region().scales() ? BATCH : 1;
      assertEquals(place.size() * scale, data.length);
      int at = (int) place.offset() * scale;
      System.arraycopy(data, 0, regions.get(place.region()), at, data.length);
    }

    double[] read(Place place) {
      int scale = place.region().scales() ? BATCH : 1;
      double[] data = new double[(int) place.size() * scale];
      int at = (int) place.offset() * scale;
      System.arraycopy(regions.get(place.region()), at, data, 0, data.length);
      return data;
    }
  }

  private static Plan inference(Graph graph) {
    List<NetworkInput> inputs = new ArrayList<>();
    List<NetworkParameter> parameters = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Input i) {
        inputs.add(new NetworkInput(i.name(), i.type(), false, Span.NONE));
      } else if (node.op() instanceof Leaf.Parameter p) {
        parameters.add(parameter(p.name(), p.type().shape(), false));
      }
    }
    return Planner.plan(inputs, parameters, 0, graph, Optional.empty(), Optional.empty());
  }

  private static NetworkParameter parameter(String name, Shape shape, boolean frozen) {
    return new NetworkParameter(
        name, shape, new InitializerSpec.Zeros(), 1, 1, Weight.Role.WEIGHT, frozen, Span.NONE);
  }

  private static Map<Node, Tensor> leaves(Graph graph, long seed) {
    Random random = new Random(seed);
    Map<Node, Tensor> leaves = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Input || node.op() instanceof Leaf.Parameter) {
        boolean isIndex = node.op() instanceof Leaf.Input i && i.name().equals("index");
        Tensor value = Tensor.zeros(node.type().physicalDims(BATCH));
        for (int i = 0; i < value.size(); i++) {
          value.data()[i] = isIndex ? random.nextInt(4) : random.nextDouble();
        }
        leaves.put(node, value);
      }
    }
    return leaves;
  }

  private static Node image(GraphBuilder graph) {
    return graph.add(new Leaf.Input("image", TensorType.batched(Shape.of(10))));
  }

  private static Node weight(GraphBuilder graph, String name) {
    return graph.add(new Leaf.Parameter(name, TensorType.fixed(Shape.of(10, 10))));
  }

  @Test
  void aChainOfLoopsUsesOneBuffer() {
    GraphBuilder graph = new GraphBuilder();
    Algebra m = new Algebra(graph);
    Node x = graph.add(new Linear(false), image(graph), weight(graph, "w"));
    graph.output("y", m.unary(Elementwise.EXP, m.unary(Elementwise.SIN, m.neg(x))));
    Plan plan = inference(graph.build("chain"));
    assertEquals(16, plan.activationsPerSample());
  }

  @Test
  void aDeepChainUsesTwoBuffers() {
    GraphBuilder graph = new GraphBuilder();
    Node value = image(graph);
    Node weight = weight(graph, "w");
    for (int i = 0; i < 50; i++) {
      value = graph.add(new Linear(false), value, weight);
    }
    graph.output("y", value);
    assertEquals(32, inference(graph.build("chain")).activationsPerSample());
  }

  @Test
  void trainedParametersComeFirstAndTheirGradientsLieAtTheirOffsets() {
    GraphBuilder graph = new GraphBuilder();
    Algebra m = new Algebra(graph);
    Node frozen = weight(graph, "frozen");
    Node trained = weight(graph, "trained");
    Node hidden = graph.add(new Linear(false), image(graph), frozen);
    Node loss =
        m.reduceBatch(
            Reduce.Kind.MEAN,
            m.reduceAll(Reduce.Kind.SUM, m.square(graph.add(new Linear(false), hidden, trained))));
    graph.output("loss", loss);
    Node gradient = Autodiff.gradients(graph, loss, List.of(trained)).get(trained);
    graph.output(Training.gradientName("trained"), gradient);
    Graph train = Rewriter.rewrite(graph.build("train"));
    Plan plan =
        Planner.plan(
            List.of(new NetworkInput("image", image(graph).type(), false, Span.NONE)),
            List.of(
                parameter("frozen", Shape.of(10, 10), true),
                parameter("trained", Shape.of(10, 10), false)),
            2,
            train,
            Optional.empty(),
            Optional.of(train));
    assertEquals(new Place(Region.PARAMETERS, 0, 100), plan.parameters().place("trained"));
    assertEquals(new Place(Region.PARAMETERS, 112, 100), plan.parameters().place("frozen"));
    assertEquals(112, plan.trainable());
    PhasePlan phase = plan.train().orElseThrow();
    Node result = phase.graph().outputs().get(Training.gradientName("trained"));
    assertEquals(new Place(Region.GRADIENTS, 0, 100), phase.place(result));
    assertTrue(phase.transfers().isEmpty());
    assertEquals(
        Float.BYTES * (224 + 112 + 2 * 112 + 7 * 16 + activations(plan, 7)), plan.peakBytes(7));
  }

  @Test
  void statisticsComeLastAndTheirNextValuesLieApartInTheSameOrder() {
    GraphBuilder graph = new GraphBuilder();
    Algebra m = new Algebra(graph);
    Node mean = weight(graph, "mean");
    Node kept = weight(graph, "kept");
    graph.output("loss", m.number(1));
    graph.output(Training.stateName("mean"), m.scale(0.5, mean));
    graph.output(Training.stateName("kept"), kept);
    Graph train = Rewriter.rewrite(graph.build("train"));
    Plan plan =
        Planner.plan(
            List.of(),
            List.of(
                statistic("mean", false),
                statistic("frozen", true),
                statistic("kept", false),
                parameter("trained", Shape.of(10, 10), false)),
            0,
            train,
            Optional.empty(),
            Optional.of(train));
    assertEquals(new Place(Region.PARAMETERS, 112, 100), plan.parameters().place("frozen"));
    assertEquals(new Place(Region.PARAMETERS, 224, 100), plan.parameters().place("mean"));
    assertEquals(new Place(Region.PARAMETERS, 336, 100), plan.parameters().place("kept"));
    assertEquals(112, plan.trainable());
    assertEquals(224, plan.running());
    PhasePlan phase = plan.train().orElseThrow();
    Node next = phase.graph().outputs().get(Training.stateName("mean"));
    assertEquals(new Place(Region.NEXT_STATES, 0, 100), phase.place(next));
    assertEquals(
        List.of(new Place(Region.NEXT_STATES, 112, 100)),
        phase.transfers().stream().map(PhasePlan.Transfer::to).toList());
  }

  private static NetworkParameter statistic(String name, boolean frozen) {
    return new NetworkParameter(
        name,
        Shape.of(10, 10),
        new InitializerSpec.Zeros(),
        1,
        1,
        Weight.Role.STATE,
        frozen,
        Span.NONE);
  }

  private static long activations(Plan plan, int batch) {
    return plan.constants().fixed() + plan.activationsPerSample() * batch + plan.activations();
  }

  @Test
  void aGradientThatIsALeafIsCopied() {
    GraphBuilder graph = new GraphBuilder();
    Node a = graph.add(new Leaf.Parameter("a", TensorType.SCALAR));
    Node b = graph.add(new Leaf.Parameter("b", TensorType.SCALAR));
    Node loss = new Algebra(graph).mul(a, b);
    graph.output("loss", loss);
    Map<Node, Node> gradients = Autodiff.gradients(graph, loss, List.of(a, b));
    graph.output(Training.gradientName("a"), gradients.get(a));
    graph.output(Training.gradientName("b"), gradients.get(b));
    Graph train = Rewriter.rewrite(graph.build("train"));
    Plan plan =
        Planner.plan(
            List.of(),
            List.of(parameter("a", Shape.SCALAR, false), parameter("b", Shape.SCALAR, false)),
            0,
            train,
            Optional.empty(),
            Optional.of(train));
    assertEquals(
        List.of(new Place(Region.GRADIENTS, 0, 1), new Place(Region.GRADIENTS, 16, 1)),
        plan.train().orElseThrow().transfers().stream().map(PhasePlan.Transfer::to).toList());
  }

  /** Three graphs of one net: each has its constants in the shared memory, each its activations. */
  @Test
  void thePrintedPlanShowsArenasParametersAndThePlacesOfEachGraph() {
    TensorType image = TensorType.batched(Shape.of(10));
    Plan plan =
        Planner.plan(
            List.of(new NetworkInput("image", image, false, Span.NONE)),
            List.of(parameter("w", Shape.of(10, 10), false)),
            1,
            scores(1, 1),
            Optional.of(scores(2, 2)),
            Optional.of(scores(3, 3)));
    assertEquals(
        """
        arenas, in floats
          parameters       112
          gradients        112
          next statistics  0
          optimizer state  112
          constants        32
          inputs           batch * 16 + 0
          activations      batch * 32 + 128
        parameters
          parameter 0..100  w
        scores1
          %0     batchedInput 0..10                 input image
          %1     parameter 0..100                   parameter w
          %2     batched 0..10                      linear(w)
          %3     fixed 0..1                         reduce(SUM, 0..2)
          %4     batched 0..10                      add
        scores2
          %0     batchedInput 0..10                 input image
          %1     parameter 0..100                   parameter w
          %2     batched 0..10                      linear(w)
          %3     batched 16..26                     linear(w)
          %4     constant 0..1                      constant [2.0]
          %5     fixed 0..100                       mul
          %6     fixed 112..113                     reduce(SUM, 0..2)
          %7     batched 16..26                     add
        scores3
          %0     batchedInput 0..10                 input image
          %1     parameter 0..100                   parameter w
          %2     batched 0..10                      linear(w)
          %3     batched 16..26                     linear(w)
          %4     batched 0..10                      linear(w)
          %5     constant 16..17                    constant [3.0]
          %6     fixed 0..100                       mul
          %7     fixed 112..113                     reduce(SUM, 0..2)
          %8     batched 0..10                      add
        """,
        plan.print());
    assertEquals(List.of(plan.infer(), plan.evaluate().get(), plan.train().get()), plan.phases());
  }

  /** Products in a row, the last one with a constant added. */
  private static Graph scores(int products, double constant) {
    GraphBuilder graph = new GraphBuilder();
    Algebra m = new Algebra(graph);
    Node value = image(graph);
    Node w = weight(graph, "w");
    for (int i = 0; i < products; i++) {
      value = graph.add(new Linear(false), value, w);
    }
    graph.output("y", m.add(value, m.reduceAll(Reduce.Kind.SUM, m.scale(constant, w))));
    return graph.build("scores" + products);
  }
}
