package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import java.util.List;

/**
 * RMSProp: {@code h ← d·h + (1 - d)·g², w ← w - lr·g/(√h + ε)}. Source: Tieleman and Hinton 2012,
 * lecture 6.5; ε is outside the root.
 */
final class RmsProp implements Optimizer {
  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public String documentation() {
    return "RMSProp: h ← d·h + (1 - d)·g², w ← w - lr·g/(√h + ε) (Tieleman and Hinton 2012)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.learningRate(0.01),
        Setting.decay("decay", 0.99, "the part of the mean square that is kept"),
        Setting.epsilon(1e-7));
  }

  @Override
  public String example() {
    return Frames.optimizer(name(), "rmsprop(lr = 0.1, decay = 0.5)", "0.749413846");
  }

  @Override
  public List<String> state() {
    return List.of("squares");
  }

  @Override
  public List<Node> update(Algebra m, Node w, Node g, List<Node> state, Step step) {
    double decay = step.setting("decay");
    Node h = m.add(m.scale(decay, state.get(0)), m.scale(1 - decay, m.square(g)));
    Node divisor = m.shift(step.setting("eps"), m.unary(Elementwise.SQRT, h));
    return List.of(m.sub(w, m.div(m.mul(step.learningRate(), g), divisor)), Grain.ofSquares(m, h));
  }
}
