package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.List;

/**
 * Gradient descent with momentum: {@code v ← m·v - lr·g, w ← w + v}. Source: Polyak 1964, in the
 * form of Sutskever et al. 2013, equations 1 and 2.
 */
final class Momentum implements Optimizer {
  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public String documentation() {
    return "Gradient descent with momentum: v ← m·v - lr·g, w ← w + v (Polyak 1964)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.learningRate(0.01),
        Setting.decay("momentum", 0.9, "the part of the velocity that is kept"));
  }

  @Override
  public String example() {
    return Frames.optimizer(name(), "momentum(lr = 0.1, momentum = 0.5)", "0.54");
  }

  @Override
  public List<String> state() {
    return List.of("velocity");
  }

  @Override
  public List<Node> update(Algebra m, Node w, Node g, List<Node> state, Step step) {
    Node kept = m.scale(step.setting("momentum"), state.get(0));
    Node v = m.sub(kept, m.mul(step.learningRate(), g));
    return List.of(m.add(w, v), Grain.ofMean(m, v));
  }
}
