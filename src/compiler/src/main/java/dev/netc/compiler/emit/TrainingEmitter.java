package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.op.optimizer.UpdateRule;
import dev.netc.compiler.op.optimizer.UpdateRule.Uniform;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Fused;
import dev.netc.compiler.op.primitive.Fused.Operand;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.RuntimeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the optimiser: its rule as one loop, and the numbers of each step. */
final class TrainingEmitter {
  private final Training training;
  private final UpdateRule rule;
  private final ClassName owner;
  private final ClassBody body;

  TrainingEmitter(Training training, UpdateRule rule, ClassName owner, ClassBody body) {
    this.training = training;
    this.rule = rule;
    this.owner = owner;
    this.body = body;
  }

  void emit() {
    String loop = body.loop(rule.graph().name() + "_update", loop(), owner);
    body.add(
        Emitter.override("optimizer")
            .returns(RuntimeNames.TILE_FUNCTION)
            .addStatement("return $N", loop)
            .build());
    MethodSpec.Builder uniforms =
        Emitter.override("setUniforms")
            .addParameter(double.class, "learningRate")
            .addParameter(long.class, "step");
    for (int i = 0; i < rule.uniforms().size(); i++) {
      uniforms.addStatement("uniform($L, $L)", i, java(rule.uniforms().get(i)));
    }
    body.add(uniforms.build());
    body.add(
        Emitter.override("learningRate")
            .returns(double.class)
            .addStatement("return $L", training.optimizer().setting("lr"))
            .build());
    training
        .clip()
        .ifPresent(
            limit ->
                body.add(
                    Emitter.override("clip")
                        .returns(double.class)
                        .addStatement("return $L", limit)
                        .build()));
    if (training.maximize()) {
      body.add(
          MethodSpec.methodBuilder("maximizes")
              .addAnnotation(Override.class)
              .addModifiers(Modifier.PUBLIC)
              .returns(boolean.class)
              .addStatement("return true")
              .build());
    }
  }

  private static CodeBlock java(Uniform uniform) {
    if (uniform instanceof Uniform.Unbiased unbiased) {
      return CodeBlock.of("1 / (1 - $T.pow($L, step))", Math.class, unbiased.decay());
    }
    return CodeBlock.of("learningRate");
  }

  /** The rule's nodes as one program: operands in memory are weight, gradient, state, uniforms. */
  private CodeBlock loop() {
    List<String> memory = new ArrayList<>(List.of(UpdateRule.WEIGHT, UpdateRule.GRADIENT));
    memory.addAll(rule.state());
    rule.uniforms().forEach(uniform -> memory.add(uniform.name()));
    boolean[] single = new boolean[memory.size()];
    for (int i = 0; i < rule.uniforms().size(); i++) {
      single[memory.size() - rule.uniforms().size() + i] = true;
    }
    Graph graph = rule.graph();
    Map<Node, Operand> operands = new HashMap<>();
    List<Fused.Step> steps = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Input input) {
        operands.put(node, new Operand.Memory(memory.indexOf(input.name())));
      } else if (node.op() instanceof Leaf.Constant constant) {
        operands.put(node, new Operand.Literal(constant.values()[0]));
      } else {
        List<Operand> reads = node.inputs().stream().map(operands::get).toList();
        operands.put(node, new Operand.Earlier(steps.size()));
        steps.add(new Fused.Step((Elementwise) node.op(), reads));
      }
    }
    List<Operand> results = graph.outputs().values().stream().map(operands::get).toList();
    return Fused.loop(steps, single, results);
  }
}
