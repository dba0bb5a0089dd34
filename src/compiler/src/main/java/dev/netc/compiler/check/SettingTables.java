package dev.netc.compiler.check;

import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.Setting.Range;
import dev.netc.compiler.op.optimizer.Optimizers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The settings of optimisers and schedules with their defaults and ranges. */
final class SettingTables {
  private SettingTables() {}

  static final Map<String, List<Setting>> OPTIMIZERS = optimizers();

  static final Map<String, List<Setting>> SCHEDULES = schedules();

  private static Map<String, List<Setting>> optimizers() {
    Map<String, List<Setting>> tables = new LinkedHashMap<>();
    Optimizers.all().forEach(o -> tables.put(o.name(), o.settings()));
    return tables;
  }

  private static Map<String, List<Setting>> schedules() {
    Map<String, List<Setting>> tables = new LinkedHashMap<>();
    tables.put("constant", List.of());
    tables.put(
        "step",
        List.of(
            new Setting("every", 10, Range.COUNT, "epochs between two changes"),
            new Setting("factor", 0.1, Range.POSITIVE, "of each change")));
    tables.put(
        "exponential", List.of(new Setting("factor", 0.95, Range.POSITIVE, "of each epoch")));
    tables.put("cosine", List.of(new Setting("min", 0, Range.NOT_NEGATIVE, "the last rate")));
    tables.put(
        "warmup", List.of(Setting.required("steps", Range.COUNT, "steps until the full rate")));
    return tables;
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
