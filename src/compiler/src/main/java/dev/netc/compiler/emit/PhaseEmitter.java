package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.op.primitive.RuntimeNames;
import dev.netc.compiler.plan.PhasePlan;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the methods that add the kernels of one graph. */
final class PhaseEmitter {
  /**
   * Layers of a graph in one class. A class has at most 65,535 constants; a layer's method has some
   * 40, and 200 at most.
   */
  private static final int LAYERS_IN_A_CLASS = 80;

  private static final String BUILD = "build";

  private final PhasePlan plan;
  private final ClassName owner;
  private final ClassBody body;

  PhaseEmitter(PhasePlan plan, ClassName owner, ClassBody body) {
    this.plan = plan;
    this.owner = owner;
    this.body = body;
  }

  // @Override
  // protected void buildInference(Phase phase) {
  //   inferHidden(phase);
  //   inferScores(phase);
  //   phase.output("digit", batched(64, 10));
  // }
  void emit(String method, String prefix) {
    List<PhaseLayers.Layer> layers = PhaseLayers.of(plan, owner, body).layers();
    List<CodeBlock> calls = new ArrayList<>();
    List<Runnable> methods = new ArrayList<>();
    if (layers.size() <= LAYERS_IN_A_CLASS) {
      layers.forEach(layer -> calls.add(call(layer, prefix, body, methods)));
    } else {
      for (int at = 0; at < layers.size(); at += LAYERS_IN_A_CLASS) {
        int end = Math.min(layers.size(), at + LAYERS_IN_A_CLASS);
        calls.add(part(layers.subList(at, end), prefix));
      }
    }
    plan.graph()
        .outputs()
        .forEach(
            (name, node) -> {
              if (!Training.isOfParameter(name)) {
                CodeBlock view = KernelEmission.view(plan.place(node));
                calls.add(
                    CodeBlock.builder().addStatement("phase.output($S, $L)", name, view).build());
              }
            });
    body.add(Emitter.override(method).addParameter(RuntimeNames.PHASE, "phase"), calls);
    methods.forEach(Runnable::run);
  }

  /** The call of a layer's method; the method itself is written when the others are called. */
  private static CodeBlock call(
      PhaseLayers.Layer layer, String prefix, ClassBody to, List<Runnable> methods) {
    String word = JavaNames.capitalized(layer.name().replace('_', ' '));
    String name = to.methodName(prefix + word);
    methods.add(() -> to.add(method(name, layer)));
    return CodeBlock.builder().addStatement("$N(phase)", name).build();
  }

  // private final class Train1 {
  //   void build(Phase phase) {
  //     trainLayer0(phase);
  //     …
  private CodeBlock part(List<PhaseLayers.Layer> layers, String prefix) {
    ClassBody members = new ClassBody();
    List<CodeBlock> calls = new ArrayList<>();
    List<Runnable> methods = new ArrayList<>();
    layers.forEach(layer -> calls.add(call(layer, prefix, members, methods)));
    MethodSpec.Builder build =
        MethodSpec.methodBuilder(members.methodName(BUILD))
            .addParameter(RuntimeNames.PHASE, "phase");
    members.add(build, calls);
    methods.forEach(Runnable::run);
    String name = body.typeName(prefix + " part");
    body.add(PhasePart.of(name, owner, members.methods()));
    return CodeBlock.builder().addStatement("new $N().$L(phase)", name, BUILD).build();
  }

  // private void trainHidden(Phase phase) {
  //   View image = batchedInput(0, 784);
  //   View hiddenWeight = parameter(0, 39200);
  //   View hidden = batched(0, 50);
  //   // digits.net:4  hidden
  //   phase.add("hidden", "digits.net:4", hidden, kernels.matmul(…));
  // }
  private static MethodSpec method(String name, PhaseLayers.Layer layer) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(RuntimeNames.PHASE, "phase");
    layer
        .views()
        .forEach(
            (local, place) ->
                method.addStatement(
                    "$T $N = $L", RuntimeNames.VIEW, local, KernelEmission.view(place)));
    layer.statements().forEach(s -> method.addCode(s.code()));
    return method.build();
  }
}
