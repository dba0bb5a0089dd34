package dev.netc.compiler.plan;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import java.util.List;
import java.util.Map;

/**
 * Where the values of one graph lie.
 *
 * @param places for every node
 * @param transfers results that are copied at the end, because they cannot be written in place
 * @param batched floats of batched activations, for each sample
 * @param fixed floats of the other activations
 */
public record PhasePlan(
    Graph graph, Map<Node, Place> places, List<Transfer> transfers, long batched, long fixed) {

  /** A result, by its name, and where it is copied to. */
  public record Transfer(String name, Node from, Place to) {}

  public Place place(Node node) {
    return places.get(node);
  }

  /** The printed form: one line a node, with its place. */
  String print() {
    StringBuilder out = new StringBuilder(graph.name()).append('\n');
    for (Node node : graph.nodes()) {
      out.append("  %-6s %-34s %s%n".formatted(node, places.get(node), node.op().mnemonic()));
    }
    for (Transfer transfer : transfers) {
      out.append("  copy %s to %s%n".formatted(transfer.from(), transfer.to()));
    }
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
