package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.op.primitive.Spatial;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rewrites of a graph after differentiation, in order. */
public final class Rewriter {
  /** Each round finds what the one before has laid open; few graphs need more than three. */
  private static final int MOST_ROUNDS = 20;

  /** What is written in terms of simpler operations, once. */
  private static final List<UnaryOperator<Graph>> EXPAND =
      List.of(graph -> Rewriting.pass(graph, new ExpandBatchNorm()));

  /** Simplifications, until nothing changes any more. */
  private static final List<UnaryOperator<Graph>> SIMPLIFY =
      List.of(
          graph -> Rewriting.pass(graph, new FoldConstants()),
          graph -> Rewriting.pass(graph, new SimplifyArithmetic()),
          graph -> Rewriting.pass(graph, new SimplifyShapes()),
          graph -> Rewriting.pass(graph, new SimplifyArgMax()),
          graph -> Rewriting.pass(graph, new MergeReductions()),
          graph -> Rewriting.pass(graph, new AbsorbBroadcasts()),
          graph -> Rewriting.pass(graph, new HoistBroadcasts()),
          graph -> Rewriting.pass(graph, new CommonSubexpressions()),
          DeadNodes::remove);

  /** Images lie as their kernels want them; exchanges of axes meet and undo each other. */
  private static final List<UnaryOperator<Graph>> SINK =
      List.of(
          graph ->
              Rewriting.pass(
                  graph,
                  Rewrite.first(
                      List.of(
                          new SimplifyShapes(),
                          new ChannelsLast(),
                          new SinkThroughElementwise(),
                          new SinkThroughReduce(),
                          new SinkThroughParts(),
                          new SinkThroughReshape()))),
          graph -> Rewriting.pass(graph, new CommonSubexpressions()),
          DeadNodes::remove);

  /** The exchanges that are left come where there is least to move. */
  private static final List<UnaryOperator<Graph>> HOIST =
      List.of(
          graph ->
              Rewriting.pass(
                  graph, Rewrite.first(List.of(new SimplifyShapes(), new HoistPermutes()))),
          graph -> Rewriting.pass(graph, new CommonSubexpressions()),
          DeadNodes::remove);

  /** Choices of kernels, each once. */
  private static final List<UnaryOperator<Graph>> SELECT =
      List.of(
          graph -> Rewriting.pass(graph, new FuseAffine()),
          DeadNodes::remove,
          graph -> Rewriting.pass(graph, new LegalizeBroadcasts()),
          graph -> Rewriting.pass(graph, new CommonSubexpressions()),
          DeadNodes::remove,
          graph -> Rewriting.pass(graph, new FuseElementwise()),
          DeadNodes::remove);

  private Rewriter() {}

  /** The graph as it is emitted. */
  public static Graph rewrite(Graph graph) {
    return rewrite(graph, UnaryOperator.identity());
  }

  /**
   * The graph as it is emitted.
   *
   * @param afterEach applied to the graph after each pass, such as a check
   */
  static Graph rewrite(Graph graph, UnaryOperator<Graph> afterEach) {
    Graph result = run(EXPAND, DeadNodes.remove(graph), afterEach);
    result = untilNothingChanges(SIMPLIFY, result, afterEach);
    if (result.nodes().stream().anyMatch(node -> node.op() instanceof Spatial)) {
      result = untilNothingChanges(SINK, result, afterEach);
      result = untilNothingChanges(HOIST, result, afterEach);
      result = untilNothingChanges(SIMPLIFY, result, afterEach);
    }
    return run(SELECT, result, afterEach);
  }

  private static Graph untilNothingChanges(
      List<UnaryOperator<Graph>> passes, Graph graph, UnaryOperator<Graph> afterEach) {
    Graph result = graph;
    String before = "";
    for (int round = 0; round < MOST_ROUNDS && !result.print().equals(before); round++) {
      before = result.print();
      result = run(passes, result, afterEach);
    }
    return result;
  }

  private static Graph run(
      List<UnaryOperator<Graph>> passes, Graph graph, UnaryOperator<Graph> afterEach) {
    Graph result = graph;
    for (UnaryOperator<Graph> pass : passes) {
      result = afterEach.apply(pass.apply(result));
    }
    return result;
  }
}
