package dev.netc.compiler.op.optimizer;

import java.util.Map;

/**
 * An optimiser with its settings, as a program chose it.
 *
 * @param name the name in the catalogue of optimisers, such as {@code momentum}
 * @param settings every setting by name, defaults filled in; "lr" is the learning rate
 */
public record OptimizerSpec(String name, Map<String, Double> settings) {
  public OptimizerSpec {
    settings = Map.copyOf(settings);
  }

  public double setting(String setting) {
    return settings.get(setting);
  }
}
