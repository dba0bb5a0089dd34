package dev.netc.compiler.check;

import java.util.Map;
import java.util.Optional;

/**
 * How the learning rate changes during training.
 *
 * @param name constant, step, exponential, cosine or warmup
 * @param settings its numbers by name, defaults filled in
 * @param next what follows a warm-up
 */
public record ScheduleSpec(String name, Map<String, Double> settings, Optional<ScheduleSpec> next) {
  public ScheduleSpec {
    settings = Map.copyOf(settings);
  }
}
