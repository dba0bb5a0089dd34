package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.List;
import java.util.function.UnaryOperator;

/** What an operation may ask while it is lowered to primitive nodes. */
public interface Lowering {

  /** Writes nodes into the graph. */
  Algebra math();

  /** Whether the graph is for training: dropout drops only then. */
  boolean training();

  /** Whether a step of this graph brings a running statistic up to date: not if it is frozen. */
  boolean updates(Node state);

  /**
   * What a step makes of a running statistic, given what it was. Uses of a shared layer follow one
   * another in the order of the program.
   */
  void update(Node state, UnaryOperator<Node> next);

  /** A stream of random numbers that no other node has. */
  long newStream();

  /** The gradient of the sum of {@code y}'s elements by {@code x}. */
  Node gradient(Node y, Node x);

  /** Lowers a call on operands that are lowered already. */
  interface Rule {
    Node lower(Lowering to, List<Node> operands, Arguments arguments);
  }
}
