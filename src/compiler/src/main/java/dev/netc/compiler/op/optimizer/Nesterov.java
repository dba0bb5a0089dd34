package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.List;

/**
 * Nesterov momentum, with the gradient taken at the parameters themselves: {@code w ← w + m²·v - (1
 * + m)·lr·g, v ← m·v - lr·g}. Source: Bengio, Boulanger-Lewandowski and Pascanu 2012, equation 7
 * (arXiv:1212.0901). It is computed as {@code v ← m·v - lr·g, w ← w + m·v - lr·g}, which is the
 * same.
 */
final class Nesterov implements Optimizer {
  @Override
  public String name() {
    return "nesterov";
  }

  @Override
  public String documentation() {
    return "Nesterov momentum: v ← m·v - lr·g, w ← w + m·v - lr·g (Bengio et al. 2012)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.learningRate(0.01),
        Setting.decay("momentum", 0.9, "the part of the velocity that is kept"));
  }

  @Override
  public String example() {
    return Frames.optimizer(name(), "nesterov(lr = 0.1, momentum = 0.5)", "0.44");
  }

  @Override
  public List<String> state() {
    return List.of("velocity");
  }

  @Override
  public List<Node> update(Algebra m, Node w, Node g, List<Node> state, Step step) {
    double momentum = step.setting("momentum");
    Node slope = m.mul(step.learningRate(), g);
    Node v = m.sub(m.scale(momentum, state.get(0)), slope);
    return List.of(m.sub(m.add(w, m.scale(momentum, v)), slope), Grain.ofMean(m, v));
  }
}
