package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam with weight decay of its own: {@code w ← w - lr·λ·w}, then Adam's step. Source: Loshchilov
 * and Hutter 2019, Algorithm 2 (arXiv:1711.05101), where lr takes the part of α·η.
 */
final class AdamW implements Optimizer {
  private final Adam adam = new Adam();

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public String documentation() {
    return "Adam with decoupled weight decay: w ← w - lr·λ·w, then Adam's step"
        + " (Loshchilov and Hutter 2019)";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(adam.settings());
    settings.add(
        new Setting(
            "weight_decay",
            0.01,
            Setting.Range.NOT_NEGATIVE,
            "the part of each parameter that a step of rate 1 takes away"));
    return settings;
  }

  @Override
  public String example() {
    return Frames.optimizer(name(), "adamw(lr = 0.1, weight_decay = 0.5)", "0.708248443");
  }

  @Override
  public List<String> state() {
    return adam.state();
  }

  @Override
  public List<Node> update(Algebra m, Node w, Node g, List<Node> state, Step step) {
    Node decay = m.scale(step.setting("weight_decay"), step.learningRate());
    return adam.update(m, m.sub(w, m.mul(decay, w)), g, state, step);
  }
}
