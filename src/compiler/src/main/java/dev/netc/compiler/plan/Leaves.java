package dev.netc.compiler.plan;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Leaf;
import java.util.Optional;

/** Where the values lie that no kernel computes. */
record Leaves(Layout<String> parameters, Layout<String> inputs, Layout<Leaf.Constant> constants) {

  /** The place of a parameter, input or constant; empty for a value that is computed. */
  Optional<Place> place(Node node) {
    if (node.op() instanceof Leaf.Parameter p) {
      return Optional.of(parameters.place(p.name()));
    } else if (node.op() instanceof Leaf.Input i) {
      return Optional.of(inputs.place(i.name()));
    } else if (node.op() instanceof Leaf.Constant c) {
      return Optional.of(constants.place(c));
    }
    return Optional.empty();
  }
}
