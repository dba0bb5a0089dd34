package dev.netc.compiler.op.optimizer;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.List;

/**
 * A rule by which gradients change parameters, written once as nodes: the generated class emits
 * them as one loop in float32, and {@link ReferenceOptimizer} evaluates them in float64.
 */
public interface Optimizer {
  /** The name as programs write it. */
  String name();

  /** One sentence, with the source. */
  String documentation();

  /** The settings in the order in which a program may give them without names. */
  List<Setting> settings();

  /** A program whose tests hold, for the reference. */
  String example();

  /** Names of the tensors that it keeps for each parameter, all zero at first. */
  List<String> state();

  /**
   * One step, the same for every element.
   *
   * @param weight the parameter's value w
   * @param gradient the gradient g of what is minimised
   * @param state the values of {@link #state} before the step
   * @return the new value of the parameter, then those of the state
   */
  List<Node> update(Algebra m, Node weight, Node gradient, List<Node> state, Step step);

  /** What a rule asks about the step: settings, and numbers that the host computes in double. */
  interface Step {
    /** A setting's value. */
    double setting(String name);

    /** The learning rate of this step, the schedule applied. */
    Node learningRate();

    /**
     * {@code 1 / (1 - decay^t)}, for step t = 1, 2, …: the factor that frees a running mean from
     * its bias towards its zero start. A factor, since dividing each element takes several times as
     * long.
     */
    Node unbiased(double decay);
  }
}
