package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Graph;
import java.util.List;

/**
 * The rewrites of a forward graph, before it is differentiated: textbook formulas that overflow or
 * lose all digits become their stable forms, which have exact gradients. No epsilon is needed then.
 * What can be done on fewer values is, so that its gradient is, too.
 */
public final class Canonical {
  // The special forms first: the general one would take their logarithms away.
  private static final List<Rewrite> REWRITES =
      List.of(
          new StableCrossEntropy(),
          new StableBinaryCrossEntropy(),
          new StableLogarithm(),
          new PoolBeforeRelu());

  private Canonical() {}

  /** The graph with stable losses and short gradients; results keep their names. */
  public static Graph rewrite(Graph graph) {
    Graph result = graph;
    for (Rewrite rewrite : REWRITES) {
      result = Rewriting.pass(result, rewrite);
    }
    return result;
  }
}
