package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.op.primitive.Spatial;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rewrites of a graph after differentiation, in order. */
public final class Rewriter {
  /** Each round finds what the one before has laid open; few graphs need more than three. */
  private static final int MOST_ROUNDS = 20;

  /** Simplifications, until nothing changes any more. */
  private static final List<UnaryOperator<Graph>> SIMPLIFY =
      rounds(
          new FoldConstants(),
          new SimplifyArithmetic(),
          new SimplifyShapes(),
          new SimplifyArgMax(),
          new MergeReductions(),
          new AbsorbBroadcasts(),
          new HoistBroadcasts());

  /** Images lie as their kernels want them; exchanges of axes meet and undo each other. */
  private static final List<UnaryOperator<Graph>> SINK =
      rounds(
          new SimplifyShapes(),
          new ChannelsLast(),
          new SinkThroughElementwise(),
          new SinkThroughReduce(),
          new SinkThroughParts(),
          new SinkThroughReshape());

  /** The exchanges that are left come where there is least to move. */
  private static final List<UnaryOperator<Graph>> HOIST =
      rounds(new SimplifyShapes(), new HoistPermutes());

  /** Choices of kernels, each once. */
  private static final List<UnaryOperator<Graph>> SELECT =
      List.of(
          graph -> Rewriting.pass(graph, new FuseAffine()),
          graph -> Rewriting.pass(graph, new LegalizeBroadcasts()),
          graph -> Rewriting.pass(graph, new CommonSubexpressions()),
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
    Graph result = Rewriting.pass(graph, new ExpandBatchNorm());
    result = untilNothingChanges(SIMPLIFY, result, afterEach);
    if (result.nodes().stream().anyMatch(node -> node.op() instanceof Spatial)) {
      result = untilNothingChanges(SINK, result, afterEach);
      result = untilNothingChanges(HOIST, result, afterEach);
      result = untilNothingChanges(SIMPLIFY, result, afterEach);
    }
    return run(SELECT, result, afterEach);
  }

  /** One round: what each node can be, then what is there twice. */
  private static List<UnaryOperator<Graph>> rounds(Rewrite... rewrites) {
    Rewrite first = Rewrite.first(List.of(rewrites));
    return List.of(
        graph -> Rewriting.pass(graph, first),
        graph -> Rewriting.pass(graph, new CommonSubexpressions()));
  }

  private static Graph untilNothingChanges(
      List<UnaryOperator<Graph>> passes, Graph graph, UnaryOperator<Graph> afterEach) {
    Graph before = graph;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Graph after = run(passes, before, afterEach);
      if (after == before) {
        return after;
      }
      before = after;
    }
    return before;
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
