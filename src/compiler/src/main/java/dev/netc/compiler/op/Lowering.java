package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.List;

/** What an operation may ask while it is lowered to primitive nodes. */
public interface Lowering {

  /** Writes nodes into the graph. */
  Algebra math();

  /** Whether the graph is for training: dropout drops only then. */
  boolean training();

  /** A stream of random numbers that no other node has. */
  long newStream();

  /** The gradient of the sum of {@code y}'s elements by {@code x}. */
  Node gradient(Node y, Node x);

  /** Lowers a call on operands that are lowered already. */
  interface Rule {
    Node lower(Lowering to, List<Node> operands, Arguments arguments);
  }
}
