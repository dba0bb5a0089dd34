package dev.netc.compiler.network;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Origin;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Lowering;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Rebatch;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes values as nodes of a graph, each once, with all that they are computed from. */
public final class ValueLowering implements Lowering {
  private final GraphBuilder graph;
  private final Algebra math;
  private final boolean training;
  private final int batch;
  private final Map<Value, Node> nodes = new IdentityHashMap<>();
  private final StateUpdates updates;
  private Value current;
  private long streams;

  private ValueLowering(
      GraphBuilder graph, boolean training, int batch, List<NetworkParameter> running) {
    this.graph = graph;
    this.math = new Algebra(graph);
    this.training = training;
    this.batch = batch;
    this.updates = new StateUpdates(running);
  }

  /**
   * For use and evaluation: nothing is dropped out, running statistics stay as they are.
   *
   * @param batch the number of samples where tensors are turned into batches: in tests
   */
  public static ValueLowering inference(GraphBuilder graph, int batch) {
    return new ValueLowering(graph, false, batch, List.of());
  }

  /** For training: dropout drops, running statistics that are not frozen are brought up to date. */
  public static ValueLowering training(GraphBuilder graph, Network network) {
    List<NetworkParameter> running =
        network.parameters().stream().filter(NetworkParameter::isRunning).toList();
    return new ValueLowering(graph, true, 1, running);
  }

  /** Takes a value as fed from outside, and not as computed. */
  public void given(Value value, String input) {
    nodes.put(value, graph.add(new Leaf.Input(input, value.type().tensor())));
  }

  /** The node of a value. */
  public Node lower(Value value) {
    Deque<Value> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      Value next = open.peek();
      List<Value> missing = next.operands().stream().filter(v -> !nodes.containsKey(v)).toList();
      if (nodes.containsKey(next)) {
        open.pop();
      } else if (missing.isEmpty()) {
        open.pop();
        graph.at(new Origin(next.path().toString(), next.span()));
        current = next;
        nodes.put(next, node(next));
      } else {
        missing.forEach(open::push);
      }
    }
    return nodes.get(value);
  }

  private Node node(Value value) {
    TensorType type = value.type().tensor();
    Value.Definition definition = value.definition();
    if (definition instanceof Value.Definition.Input input) {
      return graph.add(new Leaf.Input(input.name(), type));
    } else if (definition instanceof Value.Definition.Parameter parameter) {
      return graph.add(new Leaf.Parameter(parameter.path().toString(), type));
    } else if (definition instanceof Value.Definition.Constant constant) {
      return graph.add(new Leaf.Constant(type, constant.values()));
    } else if (definition instanceof Value.Definition.ToBatch to) {
      return toBatch(to, nodes.get(to.of()), type);
    } else if (definition instanceof Value.Definition.FromBatch from) {
      return fromBatch(from, nodes.get(from.of()), type);
    }
    Value.Definition.Call call = (Value.Definition.Call) definition;
    Node result = call(call);
    return call.operation().has(Operation.Trait.METRIC)
        ? Catalogue.metricFigure(math, call.operation(), result)
        : result;
  }

  private Node call(Value.Definition.Call call) {
    List<Node> operands = call.operands().stream().map(nodes::get).toList();
    return call.operation().lower(this, operands, call.arguments());
  }

  /** The statistics of a call of a metric, summed over the batch. */
  public Node statistics(Value metric) {
    metric.operands().forEach(this::lower);
    Value.Definition.Call call = (Value.Definition.Call) metric.definition();
    return Catalogue.metricStatistics(math, call.operation(), call(call));
  }

  /** A single sample is repeated where the graph runs with several. */
  private Node toBatch(Value.Definition.ToBatch to, Node x, TensorType type) {
    return to.single() && batch != 1
        ? math.broadcastTo(math.reshape(x, type.shape()), type)
        : graph.add(new Rebatch(type, batch), x);
  }

  private Node fromBatch(Value.Definition.FromBatch from, Node x, TensorType type) {
    if (!x.type().batched()) {
      return x;
    }
    return from.single() && batch != 1
        ? math.reduceBatch(Reduce.Kind.MEAN, x)
        : graph.add(new Rebatch(type, batch), x);
  }

  @Override
  public Algebra math() {
    return math;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public boolean updates(Node state) {
    return updates.isRunning(state);
  }

  @Override
  public void update(Node state, UnaryOperator<Node> next) {
    updates.add(current, state, next);
  }

  /**
   * What a step makes of each running statistic, by its name; one that nothing lowered so far
   * updates stays as it is.
   *
   * @param order all values of the network, in the order of the program
   */
  public Map<String, Node> nextStates(List<Value> order) {
    return updates.next(graph, order);
  }

  @Override
  public long newStream() {
    return streams++;
  }

  /**
   * A result that is shown outside its net is differentiated by as the tensor that it is inside.
   */
  @Override
  public Node gradient(Node y, Node x) {
    if (x.op() instanceof Rebatch && x.input(0).type().batched()) {
      Node inside = gradient(y, x.input(0));
      return graph.add(x.op(), inside);
    }
    boolean repeated =
        x.op() instanceof Reduce reduce && reduce.from() == 0 && x.input(0).type().batched();
    if (repeated && batch != 1) {
      return math.reduceBatch(Reduce.Kind.SUM, gradient(y, x.input(0)));
    }
    return Autodiff.gradients(graph, y, List.of(x)).get(x);
  }
}
