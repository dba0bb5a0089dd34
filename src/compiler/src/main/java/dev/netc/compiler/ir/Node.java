package dev.netc.compiler.ir;

import dev.netc.compiler.type.TensorType;
import java.util.List;

/** One operation of a graph and its result. Nodes are compared by identity. */
public final class Node {
  private final int id;
  private final Primitive op;
  private final List<Node> inputs;
  private final TensorType type;
  private final Origin origin;

  Node(int id, Primitive op, List<Node> inputs, TensorType type, Origin origin) {
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.type = type;
    this.origin = origin;
  }

  /** The position in its graph: every input has a smaller one. */
  public int id() {
    return id;
  }

  public Primitive op() {
    return op;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public Node input(int i) {
    return inputs.get(i);
  }

  public TensorType type() {
    return type;
  }

  public Origin origin() {
    return origin;
  }

  /** As graphs print it: {@code %3}. */
  @Override
  public String toString() {
    return "%" + id;
  }
}
