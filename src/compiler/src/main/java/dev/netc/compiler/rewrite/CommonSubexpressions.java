package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes once what is computed twice. Random numbers are not: each draw is its own.
 *
 * <pre>
 *   %1 = exp %0
 *   %2 = exp %0
 *   %3 = mul %1, %2      becomes     %1 = exp %0
 *                                    %2 = mul %1, %1
 * </pre>
 */
final class CommonSubexpressions implements Rewrite {
  private record Call(Primitive op, List<Node> inputs) {}

  /** Of the pass that this rewrite is made for. */
  private final Map<Call, Node> known = new HashMap<>();

  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!node.op().isPure()) {
      return Optional.empty();
    }
    return Optional.ofNullable(known.putIfAbsent(new Call(node.op(), node.inputs()), node));
  }
}
