package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.function.UnaryOperator;

/** Lowers as for use: nothing is dropped out, no statistic is brought up to date. */
record InUse(Lowering of) implements Lowering {
  @Override
  public Algebra math() {
    return of.math();
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public boolean updates(Node state) {
    return false;
  }

  @Override
  public void update(Node state, UnaryOperator<Node> next) {
    throw new IllegalStateException("nothing updates " + state + " in use");
  }

  @Override
  public long newStream() {
    return of.newStream();
  }

  @Override
  public Node gradient(Node y, Node x) {
    return of.gradient(y, x);
  }
}
