package dev.netc.cli.engine;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.network.ValueLowering;
import dev.netc.compiler.op.primitive.Reshape;
import dev.netc.compiler.reference.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What flows along each edge of a computational graph: forward the value, backward the gradient of
 * a result. Where a value has several readers, each edge has the part of the gradient that comes
 * back along it; the parts add up.
 */
public final class Flow {
  /**
   * Where a value goes.
   *
   * @param to the operation that reads it; for a result of the net the value itself
   * @param operand which of the operation's operands it is; {@link #RESULT} for a result of the net
   */
  public record Edge(Value to, int operand) {}

  /** In place of an operand's number: the edge leads out of the net. */
  public static final int RESULT = -1;

  /** What flows along an edge; both have the same dimensions. */
  public record Content(Tensor value, Tensor gradient) {}

  private final Map<Edge, Content> contents;

  private Flow(Map<Edge, Content> contents) {
    this.contents = contents;
  }

  /** What flows along an edge of the part of the net that its results need. */
  public Content along(Edge edge) {
    return contents.get(edge);
  }

  /**
   * Computes a flow.
   *
   * @param result the output whose elements' sum is differentiated
   * @param interpreter computes the values of a graph's nodes
   */
  static Flow of(Network network, String result, Inspection.Run interpreter) {
    GraphBuilder graph = new GraphBuilder();
    Map<Edge, Node> edges = lower(network, graph);
    Node differentiated = edges.get(new Edge(network.outputs().get(result), RESULT));
    Map<Node, Node> gradients = Autodiff.gradients(graph, differentiated, edges.values());
    Map<Node, Tensor> tensors = interpreter.run(graph.build(network.name()));
    Map<Edge, Content> contents = new HashMap<>();
    edges.forEach(
        (edge, node) ->
            contents.put(edge, new Content(tensors.get(node), tensors.get(gradients.get(node)))));
    return new Flow(contents);
  }

  /** Lowers what the results need, with a node of its own for each edge. */
  private static Map<Edge, Node> lower(Network network, GraphBuilder graph) {
    ValueLowering lowering = ValueLowering.inference(graph, 1);
    Set<Value> used = Network.reaching(network.values(), network.outputs().values());
    Map<Value, Node> nodes = new IdentityHashMap<>();
    Map<Edge, Node> edges = new LinkedHashMap<>();
    for (Value value : network.values()) {
      if (used.contains(value) && value.definition() instanceof Value.Definition.Call call) {
        List<Node> operands = new ArrayList<>();
        for (Value operand : call.operands()) {
          Node edge = edge(nodes.get(operand), graph);
          edges.put(new Edge(value, operands.size()), edge);
          operands.add(edge);
        }
        nodes.put(value, call.operation().lower(lowering, operands, call.arguments()));
      } else if (used.contains(value)) {
        nodes.put(value, lowering.lower(value));
      }
    }
    for (Value value : network.outputs().values()) {
      edges.computeIfAbsent(new Edge(value, RESULT), e -> edge(nodes.get(value), graph));
    }
    return edges;
  }

  /** A node of its own with the same value. */
  private static Node edge(Node x, GraphBuilder graph) {
    return graph.add(new Reshape(x.type().shape()), x);
  }
}
