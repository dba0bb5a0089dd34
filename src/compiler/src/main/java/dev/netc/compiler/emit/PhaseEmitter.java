package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.RuntimeNames;
import dev.netc.compiler.plan.Layout;
import dev.netc.compiler.plan.PhasePlan;
import dev.netc.compiler.plan.Place;
import dev.netc.compiler.plan.Region;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the methods that add the kernels of one graph. */
final class PhaseEmitter {
  private static final String LOSS = "loss";

  /** Statements may refer to these, so no local variable may hide them. */
  private static final Set<String> IN_SCOPE = Set.of("phase", "kernels", "batch", "random");

  private final PhasePlan plan;

  /** Names by offset, which their gradients share. */
  private final Map<Long, String> parameters = new HashMap<>();

  private final ClassName owner;
  private final ClassBody body;
  private final JavaNames names = new JavaNames(IN_SCOPE);

  /** One local variable for each place of each owner: views share their operand's. */
  private final Map<Node, String> locals = new HashMap<>();

  private final List<Layer> layers = new ArrayList<>();
  private boolean isBackward;

  /** Kernels that belong to one value of the program, in a method of their own. */
  private record Layer(String name, List<Statement> statements) {}

  /** A statement and the local variables that it reads. */
  private record Statement(CodeBlock code, Map<String, Place> views) {}

  /**
   * @param parameters where the parameters lie: gradients are called after them
   */
  PhaseEmitter(PhasePlan plan, Layout<String> parameters, ClassName owner, ClassBody body) {
    this.plan = plan;
    parameters.places().forEach((name, place) -> this.parameters.put(place.offset(), name));
    this.owner = owner;
    this.body = body;
  }

  // @Override
  // protected void buildInference(Phase phase) {
  //   hidden(phase);
  //   scores(phase);
  //   phase.output("digit", batched(64, 10));
  // }
  void emit(String method, String prefix) {
    Node loss = plan.graph().outputs().get(LOSS);
    for (Node node : plan.graph().nodes()) {
      add(node);
      isBackward |= node == loss;
    }
    plan.transfers().forEach(this::add);

    List<CodeBlock> calls = new ArrayList<>();
    List<Runnable> parts = new ArrayList<>();
    for (Layer layer : layers) {
      String name = body.methodName(prefix + JavaNames.capitalized(layer.name().replace('_', ' ')));
      calls.add(CodeBlock.builder().addStatement("$N(phase)", name).build());
      parts.add(() -> emit(name, layer));
    }
    plan.graph()
        .outputs()
        .forEach(
            (name, node) -> {
              if (!name.startsWith(Training.gradientName(""))) {
                calls.add(
                    CodeBlock.builder()
                        .addStatement(
                            "phase.output($S, $L)", name, KernelEmission.view(plan.place(node)))
                        .build());
              }
            });
    body.add(
        MethodSpec.methodBuilder(method)
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED)
            .addParameter(RuntimeNames.PHASE, "phase"),
        calls);
    parts.forEach(Runnable::run);
  }

  // private void hidden(Phase phase) {
  //   View image = batchedInput(0, 784);
  //   View hiddenWeight = parameter(0, 39200);
  //   View hidden = batched(0, 50);
  //   // digits.net:4  hidden
  //   phase.add("hidden", "digits.net:4", hidden, kernels.matmul(…));
  // }
  private void emit(String name, Layer layer) {
    Map<String, Place> views = new LinkedHashMap<>();
    layer.statements().forEach(s -> views.putAll(s.views()));
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(RuntimeNames.PHASE, "phase");
    views.forEach(
        (local, place) ->
            method.addStatement(
                "$T $N = $L", RuntimeNames.VIEW, local, KernelEmission.view(place)));
    layer.statements().forEach(s -> method.addCode(s.code()));
    body.add(method.build());
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
    String value = gradientName(transfer.to()).orElse("gradient");
    String to = newName(value);
    CodeBlock copy = CodeBlock.of("kernels.copy($N, $N)", local(from), to);
    Map<String, Place> views = new LinkedHashMap<>();
    views.put(local(from), plan.place(from));
    views.put(to, transfer.to());
    append(from, statement(from, value, to, copy), views);
  }

  private void add(Node node, String value, Place place, KernelEmission.Made made) {
    Map<String, Place> views = new LinkedHashMap<>();
    made.values().forEach(v -> views.put(local(v), plan.place(v)));
    append(node, statement(node, value, local(node), made.construction()), views);
  }

  private static CodeBlock statement(Node node, String value, String result, CodeBlock kernel) {
    String position = node.origin().span() == Span.NONE ? "" : node.origin().span().position();
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
    if (last == null || !last.name().equals(name) || isFull(last)) {
      last = new Layer(name, new ArrayList<>());
      layers.add(last);
    }
    last.statements().add(new Statement(code, views));
  }

  private static boolean isFull(Layer layer) {
    int length = layer.statements().stream().mapToInt(s -> s.code().toString().length()).sum();
    return length > ClassBody.METHOD_LENGTH / 2;
  }

  /** What a node computes, in the program's words. */
  private String value(Node node) {
    String name = node.origin().name();
    return gradientName(plan.place(node))
        .orElse(isBackward && !name.isEmpty() ? "gradient at " + name : name);
  }

  /** How a place among the gradients is called: after the parameter at its offset. */
  private Optional<String> gradientName(Place place) {
    return place.region() == Region.GRADIENTS
        ? Optional.of("gradient of " + parameters.get(place.offset()))
        : Optional.empty();
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
    return newName(gradientName(plan.place(root)).orElse(gradient));
  }
}
