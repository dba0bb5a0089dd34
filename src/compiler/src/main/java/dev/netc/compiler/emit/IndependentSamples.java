package dev.netc.compiler.emit;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Leaf;

/** Whether the samples of a batch can be computed in any portions. */
final class IndependentSamples {
  private IndependentSamples() {}

  /**
   * Whether what a graph computes for a sample depends on that sample alone: nothing sums over the
   * batch, asks for its size or draws random numbers, which are counted over the batch.
   */
  static boolean areIn(Graph graph) {
    return graph.nodes().stream().noneMatch(IndependentSamples::mixes);
  }

  private static boolean mixes(Node node) {
    boolean foldsBatch =
        !node.type().batched() && node.inputs().stream().anyMatch(in -> in.type().batched());
    return foldsBatch || node.op() instanceof Leaf.InverseBatch || node.op() instanceof Leaf.Random;
  }
}
