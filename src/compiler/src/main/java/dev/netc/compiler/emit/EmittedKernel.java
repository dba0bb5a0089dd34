package dev.netc.compiler.emit;

import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.TensorType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One kernel of a compiled graph: what it computes and how much work that is. Of several kernels of
 * one operation the first has the work of all.
 *
 * @param value what is computed, in the words of the program; may be empty
 * @param operation of the graph, in a few words: {@code linear(w, bias, relu)}
 * @param position in the program, {@code digits.net:4}; empty if it has none
 * @param isFirst whether it is the first kernel of its operation
 * @param flops floating-point operations
 * @param operands the tensors that are read or written, each once
 */
public record EmittedKernel(
    String value,
    String operation,
    String position,
    boolean isFirst,
    Cost flops,
    List<TensorType> operands) {

  static EmittedKernel of(Node node, String value, boolean isFirst) {
    Set<Node> memory = new LinkedHashSet<>(node.inputs());
    memory.add(node);
    return new EmittedKernel(
        value,
        node.op().summary(),
        position(node),
        isFirst,
        isFirst ? node.op().cost(node) : Cost.NONE,
        isFirst ? memory.stream().map(Node::type).toList() : List.of());
  }

  /** A result that is copied to where it belongs. */
  static EmittedKernel copy(Node from, String name) {
    List<TensorType> twice = List.of(from.type(), from.type());
    return new EmittedKernel(name, "copy", position(from), true, Cost.NONE, twice);
  }

  private static String position(Node node) {
    Span span = node.origin().span();
    return span == Span.NONE ? "" : span.position();
  }

  /** Bytes that have to be moved for a batch, were each operand read or written once. */
  public long bytes(long batch) {
    return operands.stream()
        .mapToLong(type -> type.size() * (type.batched() ? batch : 1) * Float.BYTES)
        .sum();
  }
}
