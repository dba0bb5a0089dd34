package dev.netc.compiler.op.optimizer;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * An optimiser with its settings, as a program chose it.
 *
 * @param name the name in the catalogue of optimisers, such as {@code momentum}
 * @param settings every setting by name, defaults filled in; "lr" is the learning rate
 * @param average the part that a running average of each parameter keeps in a step; empty for no
 *     averages
 */
public record OptimizerSpec(String name, Map<String, Double> settings, OptionalDouble average) {
  public OptimizerSpec {
    settings = Map.copyOf(settings);
  }

  /** Without averages. */
  public OptimizerSpec(String name, Map<String, Double> settings) {
    this(name, settings, OptionalDouble.empty());
  }

  /** The same optimiser, with averages or without. */
  public OptimizerSpec averaging(OptionalDouble decay) {
    return new OptimizerSpec(name, settings, decay);
  }

  public double setting(String setting) {
    return settings.get(setting);
  }
}
