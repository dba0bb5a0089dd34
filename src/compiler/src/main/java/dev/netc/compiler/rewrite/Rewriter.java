package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Graph;

/** The rewrites of a graph after differentiation, in order. */
public final class Rewriter {
  private Rewriter() {}

  /** The graph as it is emitted. */
  public static Graph rewrite(Graph graph) {
    Graph result = DeadNodes.remove(graph);
    result = DeadNodes.remove(Rewriting.pass(result, new LegalizeBroadcasts()));
    return result;
  }
}
