package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Elementwise;
import java.util.List;

/**
 * Adam: mean and mean square of the gradient, both freed from their bias towards 0. Source: Kingma
 * and Ba 2015, Algorithm 1 (arXiv:1412.6980); ε is outside the root, as there.
 */
final class Adam implements Optimizer {
  @Override
  public String name() {
    return "adam";
  }

  @Override
  public String documentation() {
    return "Adam: steps by the mean of the gradient over the root of its mean square (Kingma and Ba"
        + " 2015)";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.learningRate(0.001),
        Setting.decay("beta1", 0.9, "the part of the mean that is kept"),
        Setting.decay("beta2", 0.999, "the part of the mean square that is kept"),
        Setting.epsilon(1e-8));
  }

  @Override
  public String example() {
    return Frames.optimizer(name(), "adam(lr = 0.1)", "0.800412229");
  }

  @Override
  public List<String> state() {
    return List.of("mean", "squares");
  }

  @Override
  public List<Node> update(Algebra m, Node w, Node g, List<Node> state, Step step) {
    double beta1 = step.setting("beta1");
    double beta2 = step.setting("beta2");
    Node mean = m.add(m.scale(beta1, state.get(0)), m.scale(1 - beta1, g));
    Node squares = m.add(m.scale(beta2, state.get(1)), m.scale(1 - beta2, m.square(g)));
    // Factors that are the same for all elements first: the loop multiplies them once.
    Node rate = m.mul(step.learningRate(), step.unbiased(beta1));
    Node unbiasedSquares = m.mul(squares, step.unbiased(beta2));
    Node divisor = m.shift(step.setting("eps"), m.unary(Elementwise.SQRT, unbiasedSquares));
    Node change = m.div(m.mul(rate, mean), divisor);
    return List.of(m.sub(w, change), Grain.ofMean(m, mean), Grain.ofSquares(m, squares));
  }
}
