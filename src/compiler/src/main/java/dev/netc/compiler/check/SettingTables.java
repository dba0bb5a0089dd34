package dev.netc.compiler.check;

import dev.netc.compiler.op.optimizer.Optimizer;
import dev.netc.compiler.op.optimizer.Optimizers;
import dev.netc.compiler.op.optimizer.Setting.Range;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;

/** The settings of optimisers and schedules with their defaults and ranges. */
final class SettingTables {
  private SettingTables() {}

  /** A number with its default, if it has one, and what it can be, also in words. */
  record Setting(Optional<Double> defaultValue, DoublePredicate range, String words) {
    boolean accepts(double value) {
      return Double.isFinite(value) && range.test(value);
    }
  }

  static final Map<String, Map<String, Setting>> OPTIMIZERS = optimizers();

  static final Map<String, Map<String, Setting>> SCHEDULES = schedules();

  private static Map<String, Map<String, Setting>> optimizers() {
    Map<String, Map<String, Setting>> tables = new LinkedHashMap<>();
    Optimizers.all().forEach(o -> tables.put(o.name(), table(o)));
    return tables;
  }

  private static Map<String, Setting> table(Optimizer optimizer) {
    Map<String, Setting> table = new LinkedHashMap<>();
    for (var setting : optimizer.settings()) {
      Range range = setting.range();
      table.put(
          setting.name(), new Setting(Optional.of(setting.value()), range::contains, range.text()));
    }
    return table;
  }

  private static Map<String, Map<String, Setting>> schedules() {
    Map<String, Map<String, Setting>> tables = new LinkedHashMap<>();
    tables.put("constant", Map.of());
    Map<String, Setting> step = new LinkedHashMap<>();
    step.put("every", atLeast(1, Optional.of(10.0)));
    step.put("factor", positive(0.1));
    tables.put("step", step);
    tables.put("exponential", Map.of("factor", positive(0.95)));
    tables.put("cosine", Map.of("min", atLeast(0, Optional.of(0.0))));
    tables.put("warmup", Map.of("steps", atLeast(1, Optional.empty())));
    return tables;
  }

  static Setting positive(double defaultValue) {
    return new Setting(Optional.of(defaultValue), v -> v > 0, "greater than 0");
  }

  private static Setting atLeast(double least, Optional<Double> defaultValue) {
    String words = "at least " + new Term.Number(least).shown();
    return new Setting(defaultValue, v -> v >= least, words);
  }

  /** Whether a name can only be an optimiser or schedule. */
  static boolean isKnown(String name) {
    boolean schedule = SCHEDULES.containsKey(name) && !name.equals("step");
    return OPTIMIZERS.containsKey(name) || schedule && !name.equals("constant");
  }

  static Set<String> names() {
    Set<String> names = new TreeSet<>(OPTIMIZERS.keySet());
    names.addAll(SCHEDULES.keySet());
    return names;
  }
}
