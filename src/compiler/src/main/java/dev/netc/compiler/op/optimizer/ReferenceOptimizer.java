package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;
import dev.netc.compiler.reference.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Applies an optimiser's rule in float64, by the reference interpreter. */
public final class ReferenceOptimizer {
  private final UpdateRule rule;

  /** For each state's name its values by parameter. */
  private final Map<String, Map<String, double[]>> state = new LinkedHashMap<>();

  public ReferenceOptimizer(OptimizerSpec spec) {
    this.rule = UpdateRule.of(spec);
    rule.state().forEach(name -> state.put(name, new LinkedHashMap<>()));
  }

  /** For each state's name its values by parameter; the arrays are the optimiser's own. */
  public Map<String, Map<String, double[]>> state() {
    return state;
  }

  /**
   * One step, in place.
   *
   * @param parameters by name; changed
   * @param gradients by parameter; parameters without one are left as they are
   * @param step 1 for the first
   */
  public void step(
      Map<String, double[]> parameters,
      Map<String, double[]> gradients,
      double learningRate,
      long step) {
    gradients.forEach(
        (name, gradient) -> step(name, parameters.get(name), gradient, learningRate, step));
  }

  private void step(String name, double[] weight, double[] gradient, double rate, long step) {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put(UpdateRule.WEIGHT, elements(weight));
    inputs.put(UpdateRule.GRADIENT, elements(gradient));
    for (String kept : rule.state()) {
      double[] values = state.get(kept).computeIfAbsent(name, n -> new double[weight.length]);
      inputs.put(kept, elements(values));
    }
    for (UpdateRule.Uniform uniform : rule.uniforms()) {
      inputs.put(uniform.name(), Tensor.scalar(uniform.value(rate, step)));
    }
    Map<Node, Tensor> values =
        Interpreter.run(
            rule.graph(),
            node -> inputs.get(((Leaf.Input) node.op()).name()),
            new Evaluation(weight.length, RandomSource.NONE));
    rule.graph()
        .outputs()
        .forEach(
            (output, node) -> {
              double[] to = output.equals(UpdateRule.WEIGHT) ? weight : state.get(output).get(name);
              System.arraycopy(values.get(node).data(), 0, to, 0, to.length);
            });
  }

  private static Tensor elements(double[] values) {
    return new Tensor(new int[] {values.length}, values);
  }
}
