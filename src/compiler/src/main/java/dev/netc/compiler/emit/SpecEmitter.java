package dev.netc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.lower.MaxNorm;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.optimizer.UpdateRule;
import dev.netc.compiler.op.primitive.RuntimeNames;
import dev.netc.compiler.plan.Plan;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes what the net is: sizes, inputs, outputs, parameters, feeds and metrics. */
final class SpecEmitter {
  private final Lowered net;
  private final Plan plan;
  private final Optional<UpdateRule> rule;
  private final ClassBody body;

  SpecEmitter(Lowered net, Plan plan, Optional<UpdateRule> rule, ClassBody body) {
    this.net = net;
    this.plan = plan;
    this.rule = rule;
    this.body = body;
  }

  static FieldSpec field() {
    return FieldSpec.builder(
            RuntimeNames.NET_SPEC, "SPEC", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("specification()")
        .build();
  }

  // private static NetSpec specification() {
  //   NetSpec.Builder net = new NetSpec.Builder("Digits", "digits.net", new MemoryPlan(…));
  //   describe(net);
  //   return net.build();
  // }
  void emit() {
    String describe = body.methodName("describe");
    body.add(
        MethodSpec.methodBuilder(body.methodName("specification"))
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(RuntimeNames.NET_SPEC)
            .addStatement(
                "$1T.Builder net = new $1T.Builder($2S, $3S, $4L)",
                RuntimeNames.NET_SPEC,
                net.name(),
                Comments.oneLine(net.file()),
                memory())
            .addStatement("$N(net)", describe)
            .addStatement("return net.build()")
            .build());
    List<CodeBlock> statements = new ArrayList<>();
    net.inputs().forEach(input -> statements.add(input(input)));
    net.infer()
        .outputs()
        .forEach(
            (name, node) ->
                statements.add(
                    CodeBlock.of(
                        "net.$L($S$L)",
                        node.type().batched() ? "batchedOutput" : "fixedOutput",
                        name,
                        dims(node.type().shape()))));
    if (IndependentSamples.areIn(net.infer())) {
      statements.add(CodeBlock.of("net.independentSamples()"));
    }
    net.parameters().forEach(parameter -> statements.add(parameter(parameter)));
    net.inputs().stream()
        .filter(input -> net.columns().containsKey(input.name()))
        .forEach(input -> statements.add(feed(input)));
    net.metrics().forEach(metric -> statements.add(metric(metric)));
    rule.stream()
        .flatMap(r -> r.state().stream())
        .forEach(state -> statements.add(CodeBlock.of("net.optimizerState($S)", state)));
    net.training().ifPresent(training -> describe(training, statements));
    body.add(
        MethodSpec.methodBuilder(describe)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(RuntimeNames.NET_SPEC.nestedClass("Builder"), "net"),
        statements.stream().map(s -> CodeBlock.builder().addStatement(s).build()).toList());
  }

  private static void describe(Lowered.Training training, List<CodeBlock> statements) {
    training
        .rates()
        .forEach((name, factor) -> statements.add(CodeBlock.of("net.rate($S, $L)", name, factor)));
    for (MaxNorm norm : training.maxNorms()) {
      statements.add(
          CodeBlock.of(
              "net.maxNorm($S, $L, $L, $L, $L)",
              norm.parameter(),
              norm.limit(),
              norm.outer(),
              norm.units(),
              norm.inner()));
    }
  }

  private CodeBlock memory() {
    return CodeBlock.of(
        "new $T($L, $L, $L, $L, $L, $L, $L, $L, $L, $L)",
        RuntimeNames.MEMORY_PLAN,
        number(plan.trainable()),
        number(plan.running()),
        number(plan.parameters().fixed()),
        number(plan.constants().fixed()),
        number(plan.inputs().perSample()),
        number(plan.inputs().fixed()),
        number(plan.activationsPerSample()),
        number(plan.activations()),
        rule.map(r -> r.state().size()).orElse(0),
        rule.map(r -> r.uniforms().size()).orElse(0));
  }

  private static CodeBlock number(long value) {
    return CodeBlock.of(value > Integer.MAX_VALUE ? "$LL" : "$L", value);
  }

  private CodeBlock input(NetworkInput input) {
    return CodeBlock.of(
        "net.$L($S, $L$L)",
        input.type().batched() ? "batchedInput" : "fixedInput",
        input.name(),
        number(plan.inputs().place(input.name()).offset()),
        dims(input.type().shape()));
  }

  private CodeBlock parameter(NetworkParameter parameter) {
    return CodeBlock.of(
        "net.$L($S, $L, $L, $L, $L$L)",
        parameter.isTrained() ? "parameter" : parameter.isRunning() ? "state" : "frozen",
        parameter.name(),
        number(plan.parameters().place(parameter.name()).offset()),
        Initializers.emit(parameter.initializer()),
        parameter.fanIn(),
        parameter.fanOut(),
        dims(parameter.shape()));
  }

  private CodeBlock feed(NetworkInput input) {
    return CodeBlock.of(
        "net.feed(new $T($S, $S, $L, $L, $L))",
        RuntimeNames.FEED,
        input.name(),
        net.columns().get(input.name()),
        input.type().size(),
        input.index(),
        input.index() ? Classes.of(net, input.name()) : 0);
  }

  private static CodeBlock metric(Lowered.Metric metric) {
    return CodeBlock.of(
        "net.metric(new $T($S, $T.$L, $L))",
        RuntimeNames.METRIC_SPEC,
        metric.name(),
        RuntimeNames.METRIC_KIND,
        metric.kind().toUpperCase(Locale.ROOT),
        metric.size());
  }

  /** Dimensions as further arguments. */
  private static String dims(Shape shape) {
    StringBuilder out = new StringBuilder();
    shape.dims().forEach(dim -> out.append(", ").append(dim));
    return out.toString();
  }
}
