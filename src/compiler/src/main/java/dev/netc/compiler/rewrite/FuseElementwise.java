package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Fused;
import java.util.Collections;
import java.util.Optional;

/**
 * Merges elementwise operations into those that read them: one pass over memory, not two. Single
 * numbers become part of the program.
 *
 * <pre>
 *   %2 = mul %0, 0.5
 *   %3 = add %2, %1      becomes     %2 = fused{mul[in0, 0.5]; add[t0, in1]} %0, %1
 * </pre>
 *
 * <p>Only where nothing else reads the merged value, and it has the type of its reader.
 * Transcendental functions keep the kernels of their own, which beat a loop, but for tiny results,
 * where a kernel costs more to start than to run.
 */
final class FuseElementwise implements Rewrite {
  private static final int TINY_PER_SAMPLE = 16;
  private static final int TINY = 64;

  @Override
  public Optional<Node> apply(Node node, Rewriting graph) {
    if (!isFusible(node)) {
      return Optional.empty();
    }
    FusedProgram program = new FusedProgram(node);
    for (Node operand : node.inputs().stream().distinct().toList()) {
      int reads = Collections.frequency(node.inputs(), operand);
      boolean mergeable =
          isFusible(operand)
              && operand.type().equals(node.type())
              && graph.readers(operand) == reads
              && program.hasRoomFor(operand);
      if (mergeable) {
        program.merge(operand);
      }
    }
    program.inlineNumbers(node.type());
    return program.changed()
        ? Optional.of(graph.add(program.fused(), program.inputs()))
        : Optional.empty();
  }

  private static boolean isFusible(Node node) {
    if (node.op() instanceof Fused) {
      return true;
    }
    boolean tiny = node.type().size() <= (node.type().batched() ? TINY_PER_SAMPLE : TINY);
    // A loop takes roots as fast as a kernel does: processors have an instruction for them.
    return node.op() instanceof Elementwise e
        && (tiny || e == Elementwise.SQRT || !e.isTranscendental());
  }
}
