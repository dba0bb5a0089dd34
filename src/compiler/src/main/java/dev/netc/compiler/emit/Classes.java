package dev.netc.compiler.emit;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.primitive.Leaf;
import java.util.stream.Stream;

/** How many classes an input of indices may name: as many as what it chooses from has. */
final class Classes {
  private Classes() {}

  /** The least number of choices that any reader of the input has; 0 if none says. */
  static int of(Lowered net, String input) {
    Stream<Graph> graphs =
        Stream.concat(
            Stream.of(net.infer()),
            Stream.concat(
                net.evaluate().stream(), net.training().map(Lowered.Training::graph).stream()));
    return graphs.mapToInt(graph -> of(graph, input)).filter(n -> n > 0).min().orElse(0);
  }

  private static int of(Graph graph, String input) {
    int least = 0;
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        int choices = reads(node.input(i), input) ? node.op().choices(node, i) : 0;
        least = choices > 0 && (least == 0 || choices < least) ? choices : least;
      }
    }
    return least;
  }

  private static boolean reads(Node node, String input) {
    Node root = node;
    while (root.op().isView()) {
      root = root.input(0);
    }
    return root.op() instanceof Leaf.Input i && i.name().equals(input);
  }
}
