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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statements that add the kernels of one graph, layer by layer. */
final class PhaseLayers {
  private static final String LOSS = "loss";

  /** Statements may refer to these, so no local variable may hide them. */
  private static final Set<String> IN_SCOPE = Set.of("phase", "kernels", "batch", "random");

  private final PhasePlan plan;
  private final ClassName owner;
  private final ClassBody body;
  private final JavaNames names = new JavaNames(IN_SCOPE);

  /** Names of gradients and of statistics after the step, by where they are written. */
  private final Map<Place, String> results = new HashMap<>();

  /** One local variable for each value; views share their operand's. */
  private final Map<Node, String> locals = new HashMap<>();

  private final List<Layer> layers = new ArrayList<>();
  private boolean isBackward;

  /** Kernels that belong to one value of the program. */
  record Layer(String name, List<Statement> statements) {
    /** The local variables that the statements read, in order. */
    Map<String, Place> views() {
      Map<String, Place> views = new LinkedHashMap<>();
      statements.forEach(s -> views.putAll(s.views()));
      return views;
    }

    private boolean isFull() {
      int length = statements.stream().mapToInt(Statement::length).sum();
      return length > ClassBody.METHOD_LENGTH / 2;
    }
  }

  /** A statement, its characters with types in full, and the local variables that it reads. */
  record Statement(CodeBlock code, int length, Map<String, Place> views) {
    Statement(CodeBlock code, Map<String, Place> views) {
      this(code, code.toString().length(), views);
    }
  }

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
   * The layers of a graph, in order.
   *
   * @param body the class that gets the elementwise loops
   */
  static List<Layer> of(PhasePlan plan, ClassName owner, ClassBody body) {
    PhaseLayers layers = new PhaseLayers(plan, owner, body);
    Node loss = plan.graph().outputs().get(LOSS);
    for (Node node : plan.graph().nodes()) {
      layers.add(node);
      layers.isBackward |= node == loss;
    }
    plan.transfers().forEach(layers::add);
    return layers.layers;
  }

  private void add(Node node) {
    KernelEmission emission = new KernelEmission(owner, body, node, this::local);
    node.op().emit(node, emission);
    for (KernelEmission.Made made : emission.kernels()) {
      String value = value(node);
      add(node, value, plan.place(node), made);
    }
  }

  private void add(PhasePlan.Transfer transfer) {
    Node from = transfer.from();
    String to = newName(transfer.name());
    CodeBlock copy = CodeBlock.of("kernels.copy($N, $N)", local(from), to);
    Map<String, Place> views = new LinkedHashMap<>();
    views.put(local(from), plan.place(from));
    views.put(to, transfer.to());
    append(from, statement(from, transfer.name(), to, copy), views);
  }

  private void add(Node node, String value, Place place, KernelEmission.Made made) {
    Map<String, Place> views = new LinkedHashMap<>();
    made.values().forEach(v -> views.put(local(v), plan.place(v)));
    append(node, statement(node, value, local(node), made.construction()), views);
  }

  private static CodeBlock statement(Node node, String value, String result, CodeBlock kernel) {
    Span span = node.origin().span();
    String position = span == Span.NONE ? "" : Comments.oneLine(span.position());
    CodeBlock.Builder code = CodeBlock.builder();
    if (!position.isEmpty()) {
      code.add("// $L\n", Comments.line(position + "  " + value));
    }
    return code.addStatement("phase.add($S, $S, $N,$W$L)", value, position, result, kernel).build();
  }

  private void append(Node node, CodeBlock code, Map<String, Place> views) {
    String path = node.origin().name().isEmpty() ? plan.graph().name() : node.origin().name();
    String name = path.split("[.\\[]", 2)[0] + (isBackward ? " gradient" : "");
    Layer last = layers.isEmpty() ? null : layers.get(layers.size() - 1);
    if (last == null || !last.name().equals(name) || last.isFull()) {
      last = new Layer(name, new ArrayList<>());
      layers.add(last);
    }
    last.statements().add(new Statement(code, views));
  }

  /** What a node computes, in the program's words. */
  private String value(Node node) {
    String name = node.origin().name();
    return results.getOrDefault(
        plan.place(node), isBackward && !name.isEmpty() ? "gradient at " + name : name);
  }

  private String local(Node value) {
    Node root = value;
    while (root.op().isView()) {
      root = root.input(0);
    }
    return locals.computeIfAbsent(root, this::newLocal);
  }

  private String newName(String wanted) {
    return names.unique(JavaNames.camelCase(wanted));
  }

  private String newLocal(Node root) {
    if (root.op() instanceof Leaf.Parameter p) {
      return newName(p.name());
    } else if (root.op() instanceof Leaf.Input i) {
      return newName(i.name());
    } else if (root.op() instanceof Leaf.Constant) {
      return newName("constant");
    }
    String name = root.origin().name();
    String word = name.isEmpty() ? root.op().mnemonic().split("[^a-z_]", 2)[0] : name;
    String gradient = isBackward ? word + " gradient" : word;
    return newName(results.getOrDefault(plan.place(root), gradient));
  }
}
