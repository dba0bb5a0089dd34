package dev.netc.compiler.ir;

import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a graph node by node. New nodes get the origin that was set last. */
public final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Node> outputs = new LinkedHashMap<>();
  private Origin origin = Origin.NONE;

  /** A builder that goes on where a graph ends: its nodes and results are there already. */
  public static GraphBuilder continuing(Graph graph) {
    GraphBuilder builder = new GraphBuilder();
    for (Node node : graph.nodes()) {
      if (node.id() != builder.nodes.size()) {
        throw new IllegalStateException(node + " does not stand at its place");
      }
      builder.nodes.add(node);
    }
    builder.outputs.putAll(graph.outputs());
    return builder;
  }

  /** The nodes so far, in order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Sets where the following nodes come from. */
  public GraphBuilder at(Origin newOrigin) {
    this.origin = newOrigin;
    return this;
  }

  public Origin origin() {
    return origin;
  }

  /** Adds the node of an operation on operands of this builder. */
  public Node add(Primitive op, Node... inputs) {
    return add(op, List.of(inputs));
  }

  /** Adds the node of an operation on operands of this builder. */
  public Node add(Primitive op, List<Node> inputs) {
    TensorType type = op.type(inputs.stream().map(Node::type).toList());
    Node node = new Node(nodes.size(), op, inputs, type, origin);
    nodes.add(node);
    return node;
  }

  /**
   * Adds the node of an operation of another graph.
   *
   * @param inputs in place of that node's: operands of this builder, of the same types
   */
  public Node copy(Node node, List<Node> inputs) {
    Node copy = new Node(nodes.size(), node.op(), inputs, node.type(), origin);
    nodes.add(copy);
    return copy;
  }

  /** Names a result of the graph. */
  public void output(String name, Node node) {
    outputs.put(name, node);
  }

  public Map<String, Node> outputs() {
    return outputs;
  }

  /** The graph as built so far. */
  public Graph build(String name) {
    return new Graph(name, nodes, outputs);
  }
}
