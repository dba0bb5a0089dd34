package dev.netc.compiler.check;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the learning rate changes during training.
 *
 * @param name one of {@link ScheduleCatalogue}
 * @param settings its numbers by name, in order, defaults filled in
 * @param next what follows a warm-up
 */
public record ScheduleSpec(String name, Map<String, Double> settings, Optional<ScheduleSpec> next) {
  public ScheduleSpec {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
