package dev.netc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.Fused;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.rewrite.Rewriter;
import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is left of whole nets on images once they are rewritten and planned. */
class ImageNetsTest {
  private static final Lowered RESIDUAL =
      ImageNets.residual(List.of(2, 2, 2, 2), false, Shape.of(3, 32, 32));

  private static Graph train(Lowered net) {
    return Rewriter.rewrite(net.training().orElseThrow().graph());
  }

  private static Graph infer(Lowered net) {
    return Rewriter.rewrite(net.infer());
  }

  /** Each exchange of axes, and what it is made of. */
  private static String permutes(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Permute)
        .map(node -> node.op().mnemonic() + " of " + node.input(0).op().mnemonic())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aResidualNetExchangesTheAxesOfItsInputAlone() {
    assertEquals("permute[1, 2, 0] of input image", permutes(infer(RESIDUAL)));
    assertEquals("permute[1, 2, 0] of input image", permutes(train(RESIDUAL)));
  }

  @Test
  void aFlatImageIsExchangedOnceEachWay() {
    Lowered plain = ImageNets.plain(Shape.of(1, 28, 28));
    assertEquals(
        """
        permute[2, 0, 1] of max_pool(2x2 stride 2x2, channels last)
        permute[1, 2, 0] of reshape[12, 7, 7]\
        """,
        permutes(train(plain)));
  }

  @Test
  void branchesAreJoinedWithoutExchanges() {
    Lowered inception = ImageNets.inception(Shape.of(1, 28, 28));
    assertEquals("", permutes(infer(inception)));
    // A dropout mask has its numbers in the order of the program: channels first.
    assertEquals(
        """
        permute[1, 2, 0] of fused{mul[in0, 2.0]}
        permute[1, 2, 0] of slice(axis 0, 10..15)
        permute[1, 2, 0] of slice(axis 0, 4..10)
        permute[1, 2, 0] of slice(axis 0, 0..4)\
        """,
        permutes(train(inception)));
  }

  @Test
  void convolutionsTakeBiasAndActivation() {
    for (Graph graph : List.of(infer(inception()), infer(ImageNets.plain(Shape.of(3, 28, 28))))) {
      List<Conv> convolutions =
          graph.nodes().stream()
              .filter(node -> node.op() instanceof Conv)
              .map(node -> (Conv) node.op())
              .toList();
      assertTrue(convolutions.stream().allMatch(Conv::bias), graph::print);
      assertTrue(graph.nodes().stream().noneMatch(n -> n.op() instanceof Fused), graph::print);
    }
  }

  private static Lowered inception() {
    return ImageNets.inception(Shape.of(3, 28, 28));
  }

  /** Normalisation, shortcut and activation: a convolution and one pass over memory. */
  @Test
  void aNormalisedConvolutionIsReadOnceAndWrittenOnce() {
    Graph graph = train(RESIDUAL);
    var readers = graph.readers();
    Node loss = graph.outputs().get("loss");
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Conv && node.id() < loss.id()) {
        List<Node> forward =
            readers.get(node).stream()
                .filter(r -> r.id() < loss.id() && r.type().batched())
                .toList();
        assertEquals(1, forward.size(), graph::print);
        assertTrue(forward.get(0).op() instanceof Fused, graph::print);
      }
    }
  }

  /** A step keeps each convolution's result and each activation, once: 4.7 MB for each sample. */
  @Test
  void aStepOfResNet18TakesLittleMemory() {
    long perSample = Backend.compile(RESIDUAL, "").plan().activationsPerSample() * Float.BYTES;
    assertTrue(perSample * 32 < 155_000_000, perSample + " bytes for each sample");
  }

  @Test
  void aDeepNetHasFewOperationsForEachLayer() {
    Lowered deep = ImageNets.residual(List.of(3, 8, 36, 3), true, Shape.of(3, 224, 224));
    int layers = 155;
    assertTrue(train(deep).nodes().size() < 24 * layers);
    assertTrue(infer(deep).nodes().size() < 9 * layers);
  }
}
