package dev.netc.cli.engine;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Central differences in float64: {@code (f(x + h) - f(x - h)) / 2h} for one element at a time.
 * Only what depends on the parameter is computed anew.
 */
final class NumericGradient {
  private final List<Node> nodes;
  private final Node loss;
  private final double h;

  NumericGradient(Graph graph, double h) {
    this.loss = graph.outputs().get("loss");
    this.nodes = forward(graph, loss);
    this.h = h;
  }

  /** The nodes that the loss is computed from, in order. */
  private static List<Node> forward(Graph graph, Node loss) {
    Set<Node> needed = new HashSet<>(List.of(loss));
    List<Node> result = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (needed.contains(node)) {
        needed.addAll(node.inputs());
        result.add(0, node);
      }
    }
    return result;
  }

  /** The gradients of all parameters at their values now; negated where the loss is climbed. */
  Map<String, double[]> gradients(
      List<NetworkParameter> wanted,
      Map<String, double[]> parameters,
      Map<String, Tensor> inputs,
      Evaluation evaluation,
      boolean negate) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (NetworkParameter p : wanted) {
      double[] gradient = gradient(p.name(), parameters, inputs, evaluation, i -> true);
      for (int i = 0; negate && i < gradient.length; i++) {
        gradient[i] = -gradient[i];
      }
      gradients.put(p.name(), gradient);
    }
    return gradients;
  }

  /** The gradient by one parameter; elements that are not chosen stay NaN. */
  double[] gradient(
      String parameter,
      Map<String, double[]> parameters,
      Map<String, Tensor> inputs,
      Evaluation evaluation,
      IntPredicate chosen) {
    double[] x = parameters.get(parameter).clone();
    Map<String, double[]> moved = new LinkedHashMap<>(parameters);
    moved.put(parameter, x);
    Map<Node, Tensor> values = new IdentityHashMap<>();
    for (Node node : nodes) {
      values.put(node, value(node, values, moved, inputs, evaluation));
    }
    List<Node> dependent = dependent(parameter);
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      if (!chosen.test(i)) {
        gradient[i] = Double.NaN;
        continue;
      }
      double kept = x[i];
      x[i] = kept + h;
      double above = loss(dependent, values, moved, inputs, evaluation);
      x[i] = kept - h;
      double below = loss(dependent, values, moved, inputs, evaluation);
      x[i] = kept;
      gradient[i] = (above - below) / (2 * h);
    }
    return gradient;
  }

  private List<Node> dependent(String parameter) {
    Set<Node> varying = new HashSet<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      boolean own = node.op() instanceof Leaf.Parameter p && p.name().equals(parameter);
      if (own || node.inputs().stream().anyMatch(varying::contains)) {
        varying.add(node);
        result.add(node);
      }
    }
    return result;
  }

  private double loss(
      List<Node> dependent,
      Map<Node, Tensor> values,
      Map<String, double[]> parameters,
      Map<String, Tensor> inputs,
      Evaluation evaluation) {
    for (Node node : dependent) {
      values.put(node, value(node, values, parameters, inputs, evaluation));
    }
    return values.get(loss).data()[0];
  }

  private static Tensor value(
      Node node,
      Map<Node, Tensor> values,
      Map<String, double[]> parameters,
      Map<String, Tensor> inputs,
      Evaluation evaluation) {
    return Interpreter.value(
        node, values, leaf -> ReferenceModel.leaf(leaf, parameters, inputs), evaluation);
  }
}
