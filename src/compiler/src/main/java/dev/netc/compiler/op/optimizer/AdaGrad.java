package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import java.util.List;

/**
 * AdaGrad: {@code h ← h + g², w ← w - lr·g/(√h + ε)}. Source: Duchi, Hazan and Singer 2011; ε is
 * outside the root.
 */
final class AdaGrad implements Optimizer {
  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public String documentation() {
    return "AdaGrad: h ← h + g², w ← w - lr·g/(√h + ε) (Duchi et al. 2011)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.learningRate(0.01), Setting.epsilon(1e-7));
  }

  @Override
  public String example() {
    return Frames.optimizer(name(), "adagrad(lr = 0.1)", "0.833103534");
  }

  @Override
  public List<String> state() {
    return List.of("squares");
  }

  @Override
  public List<Node> update(Algebra m, Node w, Node g, List<Node> state, Step step) {
    Node h = m.add(state.get(0), m.square(g));
    Node divisor = m.shift(step.setting("eps"), m.unary(Elementwise.SQRT, h));
    return List.of(m.sub(w, m.div(m.mul(step.learningRate(), g), divisor)), h);
  }
}
