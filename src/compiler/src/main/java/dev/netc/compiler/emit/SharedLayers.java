package dev.netc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.netc.compiler.op.primitive.RuntimeNames;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Methods for layers that are the same but for the memory they work on, as the copies of a repeated
 * block are: a residual network of 152 layers has some ten kinds of them.
 */
final class SharedLayers {
  /** A method has at most 255 parameters. */
  private static final int MOST_VIEWS = 200;

  /** A class has at most 65,535 constants, and a method of layers some 40, 200 at most. */
  private static final int MOST_METHODS = 150;

  private final Map<String, String> methods = new HashMap<>();

  /**
   * Writes a method for each group of equal layers.
   *
   * @param layers of all graphs of a net
   */
  SharedLayers(List<Layer> layers, ClassBody body) {
    Map<String, Layer> first = new LinkedHashMap<>();
    for (Layer layer : layers) {
      if (layer.block().isEmpty() || layer.views().size() > MOST_VIEWS) {
        continue;
      }
      String signature = layer.signature();
      boolean again = first.putIfAbsent(signature, layer) != null;
      if (again && methods.size() < MOST_METHODS && !methods.containsKey(signature)) {
        String name = body.methodName(JavaNames.camelCase(layer.name()));
        methods.put(signature, name);
        body.add(method(name, layer));
      }
    }
  }

  // bottleneck(phase, "stage[2].bottleneck[21]", batched(0, 50176), parameter(27273792, 256));
  /** The call that stands for a layer, if it shares a method. */
  Optional<CodeBlock> call(Layer layer) {
    if (layer.block().isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(methods.get(layer.signature()))
        .map(
            method -> {
              CodeBlock.Builder call =
                  CodeBlock.builder().add("$N(phase,$W$S", method, layer.block());
              layer
                  .views()
                  .values()
                  .forEach(place -> call.add(",$W$L", KernelEmission.view(place)));
              return CodeBlock.builder().addStatement("$L)", call.build()).build();
            });
  }

  // private void bottleneck(Phase phase, String block, View mainConv0, View mainConv0Weight) {
  //   // vision.net:125  main.conv[0]
  //   phase.add(block + ".main.conv[0]", "vision.net:125", mainConv0, kernels.conv(…));
  // }
  private static MethodSpec method(String name, Layer layer) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(RuntimeNames.PHASE, "phase")
            .addParameter(String.class, Layer.BLOCK);
    layer
        .views()
        .keySet()
        .forEach(
            local -> method.addParameter(ParameterSpec.builder(RuntimeNames.VIEW, local).build()));
    layer.sharedCode().forEach(method::addCode);
    return method.build();
  }
}
