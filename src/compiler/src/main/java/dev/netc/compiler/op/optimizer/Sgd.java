package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.List;

/**
 * Stochastic gradient descent: {@code w ← w - lr·g}. Source: Robbins and Monro 1951, with the
 * gradient of a batch.
 */
final class Sgd implements Optimizer {
  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public String documentation() {
    return "Gradient descent: w ← w - lr·g";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.learningRate(0.01));
  }

  @Override
  public String example() {
    return Frames.optimizer(name(), "sgd(lr = 0.1)", "0.8^2");
  }

  @Override
  public List<String> state() {
    return List.of();
  }

  @Override
  public List<Node> update(Algebra m, Node w, Node g, List<Node> state, Step step) {
    return List.of(m.sub(w, m.mul(step.learningRate(), g)));
  }
}
