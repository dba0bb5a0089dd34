package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A call that laws are tried on.
 *
 * @param name the call, for messages
 * @param type what the result's type has to be
 * @param build writes the call into a graph
 */
record Sample(
    String name,
    List<Operand> operands,
    TensorType type,
    int batch,
    BiFunction<Lowering, List<Node>, Node> build) {

  @Override
  public String toString() {
    return name + " of " + operands.stream().map(Operand::type).toList() + ", batch " + batch;
  }
}
