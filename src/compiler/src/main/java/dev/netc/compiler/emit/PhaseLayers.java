package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.plan.PhasePlan;
import dev.netc.compiler.plan.Place;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kernels of one graph, layer by layer. */
final class PhaseLayers {
  private static final String LOSS = "loss";

  private final PhasePlan plan;
  private final ClassName owner;
  private final ClassBody body;

  /** Names of gradients and of statistics after the step, by where they are written. */
  private final Map<Place, String> results = new HashMap<>();

  private final List<Layer> layers = new ArrayList<>();
  private final List<EmittedKernel> kernels = new ArrayList<>();
  private final Set<Node> backward = new HashSet<>();
  private boolean isBackward;

  private PhaseLayers(PhasePlan plan, ClassName owner, ClassBody body) {
    this.plan = plan;
    this.owner = owner;
    this.body = body;
    plan.graph()
        .outputs()
        .forEach(
            (name, node) -> {
              if (Training.isOfParameter(name)) {
                results.putIfAbsent(plan.place(node), name);
              }
            });
  }

  /**
   * The layers of a graph.
   *
   * @param body the class that gets the elementwise loops
   */
  static PhaseLayers of(PhasePlan plan, ClassName owner, ClassBody body) {
    PhaseLayers layers = new PhaseLayers(plan, owner, body);
    Node loss = plan.graph().outputs().get(LOSS);
    for (Node node : plan.graph().nodes()) {
      layers.add(node);
      layers.isBackward |= node == loss;
    }
    plan.transfers().forEach(layers::add);
    return layers;
  }

  /** The layers, in order. */
  List<Layer> layers() {
    return layers;
  }

  /** The kernels that the layers' statements add, in order. */
  List<EmittedKernel> kernels() {
    return kernels;
  }

  private void add(Node node) {
    if (isBackward) {
      backward.add(node);
    }
    Layer first = layer(node);
    KernelEmission emission =
        new KernelEmission(owner, body, node, value -> local(value, first).name());
    node.op().emit(node, emission);
    Layer layer = first;
    for (KernelEmission.Made made : emission.kernels()) {
      List<Layer.Local> views = made.values().stream().map(v -> local(v, first)).toList();
      String value = value(node);
      layer = layer.isFull() ? layer.continued() : layer;
      append(layer, node, value, local(node, first), made.construction(), views);
      kernels.add(EmittedKernel.of(node, value, made == emission.kernels().get(0)));
    }
  }

  private void add(PhasePlan.Transfer transfer) {
    Layer layer = layer(transfer.from());
    Layer.Local from = local(transfer.from(), layer);
    Layer.Local to = layer.local(transfer.to(), transfer.name());
    CodeBlock copy = CodeBlock.of("kernels.copy($N, $N)", from.name(), to.name());
    append(layer, transfer.from(), transfer.name(), to, copy, List.of(from, to));
    kernels.add(EmittedKernel.copy(transfer.from(), transfer.name()));
  }

  private void append(
      Layer layer,
      Node node,
      String value,
      Layer.Local result,
      CodeBlock kernel,
      List<Layer.Local> views) {
    Span span = node.origin().span();
    String position = span == Span.NONE ? "" : Comments.oneLine(span.position());
    if (layer.isEmpty()) {
      layers.add(layer);
    }
    layer.add(new Layer.Statement(value, position, result.name(), kernel), views);
  }

  /** The layer that a node's kernels belong to: the last one if that is of the same value. */
  private Layer layer(Node node) {
    String path = node.origin().name().isEmpty() ? plan.graph().name() : node.origin().name();
    String block = Layer.block(path);
    String word = block.isEmpty() ? path.split("[.\\[]", 2)[0] : Layer.word(block);
    String name = word + (isBackward ? " gradient" : "");
    Layer last = layers.isEmpty() ? null : layers.get(layers.size() - 1);
    boolean same = last != null && last.name().equals(name) && last.block().equals(block);
    return same && !last.isFull() ? last : new Layer(name, block);
  }

  /** What a node computes, in the program's words. */
  private String value(Node node) {
    String name = node.origin().name();
    return results.getOrDefault(
        plan.place(node), isBackward && !name.isEmpty() ? "gradient at " + name : name);
  }

  /** The local variable for a value in a layer; views share their operand's. */
  private Layer.Local local(Node value, Layer layer) {
    Node root = value;
    while (root.op().isView()) {
      root = root.input(0);
    }
    return layer.local(root, plan.place(root), word(root));
  }

  private String word(Node root) {
    if (root.op() instanceof Leaf.Parameter p) {
      return p.name();
    } else if (root.op() instanceof Leaf.Input i) {
      return i.name();
    } else if (root.op() instanceof Leaf.Constant) {
      return "constant";
    }
    String name = root.origin().name();
    String word = name.isEmpty() ? root.op().mnemonic().split("[^a-z_]", 2)[0] : name;
    String gradient = backward.contains(root) ? word + " gradient" : word;
    return results.getOrDefault(plan.place(root), gradient);
  }
}
