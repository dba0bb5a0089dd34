package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.op.primitive.RuntimeNames;
import dev.netc.compiler.plan.PhasePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final List<Layer> layers;
  private final ClassName owner;
  private final ClassBody body;

  PhaseEmitter(PhasePlan plan, ClassName owner, ClassBody body) {
    this.plan = plan;
    this.layers = PhaseLayers.of(plan, owner, body).layers();
    this.owner = owner;
    this.body = body;
  }

  /** The layers of the graph, in order. */
  List<Layer> layers() {
    return layers;
  }

  // @Override
  // protected void buildInference(Phase phase) {
  //   inferHidden(phase);
  //   inferScores(phase);
  //   phase.output("digit", batched(64, 10));
  // }
  void emit(String method, String prefix, SharedLayers shared) {
    List<CodeBlock> calls = new ArrayList<>();
    List<Runnable> methods = new ArrayList<>();
    if (layers.size() <= LAYERS_IN_A_CLASS) {
      layers.forEach(layer -> calls.add(call(layer, prefix, shared, body, methods)));
    } else {
      for (int at = 0; at < layers.size(); at += LAYERS_IN_A_CLASS) {
        int end = Math.min(layers.size(), at + LAYERS_IN_A_CLASS);
        calls.add(part(layers.subList(at, end), prefix, shared));
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

  /** The call of a layer's method; a method of its own is written when the others are called. */
  private static CodeBlock call(
      Layer layer, String prefix, SharedLayers shared, ClassBody to, List<Runnable> methods) {
    Optional<CodeBlock> call = shared.call(layer);
    if (call.isPresent()) {
      return call.get();
    }
    String word = JavaNames.capitalized(layer.name().replace('_', ' '));
    String name = to.methodName(prefix + word);
    methods.add(() -> to.add(method(name, layer)));
    return CodeBlock.builder().addStatement("$N(phase)", name).build();
  }

  // private final class Train1 {
  //   void build(Phase phase) {
  //     trainLayer0(phase);
  //     …
  private CodeBlock part(List<Layer> layers, String prefix, SharedLayers shared) {
    ClassBody members = body.nested();
    List<CodeBlock> calls = new ArrayList<>();
    List<Runnable> methods = new ArrayList<>();
    layers.forEach(layer -> calls.add(call(layer, prefix, shared, members, methods)));
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
  private static MethodSpec method(String name, Layer layer) {
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
    layer.code().forEach(method::addCode);
    return method.build();
  }
}
