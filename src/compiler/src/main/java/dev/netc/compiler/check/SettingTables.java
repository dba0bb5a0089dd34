package dev.netc.compiler.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The settings of optimisers and schedules with their defaults and ranges. */
final class SettingTables {
  private SettingTables() {}

  /**
   * A number with its default, if it has one, and its range; the bounds themselves may be excluded.
   */
  record Setting(Optional<Double> defaultValue, double least, double most, boolean open) {
    boolean accepts(double value) {
      return open ? value > least && value < most : value >= least && value <= most;
    }

    /** As messages say it. */
    String range() {
      String low = open ? "greater than " + shown(least) : "at least " + shown(least);
      String high = open ? "less than " + shown(most) : "at most " + shown(most);
      return most == Double.MAX_VALUE || Double.isInfinite(most) ? low : low + " and " + high;
    }

    private static String shown(double v) {
      return v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf(v);
    }
  }

  static Setting positive(double defaultValue) {
    return new Setting(Optional.of(defaultValue), 0, Double.POSITIVE_INFINITY, true);
  }

  static Setting required() {
    return new Setting(Optional.empty(), 0, Double.POSITIVE_INFINITY, true);
  }

  static Setting share(double defaultValue) {
    return new Setting(Optional.of(defaultValue), 0, Math.nextDown(1.0), false);
  }

  static Setting atLeast(double least, double defaultValue) {
    return new Setting(Optional.of(defaultValue), least, Double.POSITIVE_INFINITY, false);
  }

  static final Map<String, Map<String, Setting>> OPTIMIZERS = new LinkedHashMap<>();
  static final Map<String, Map<String, Setting>> SCHEDULES = new LinkedHashMap<>();

  static {
    OPTIMIZERS.put("sgd", table("lr", positive(0.01)));
    OPTIMIZERS.put("momentum", table("lr", positive(0.01), "momentum", share(0.9)));
    OPTIMIZERS.put("nesterov", table("lr", positive(0.01), "momentum", share(0.9)));
    OPTIMIZERS.put("adagrad", table("lr", positive(0.01), "eps", positive(1e-7)));
    OPTIMIZERS.put(
        "rmsprop", table("lr", positive(0.01), "decay", share(0.99), "eps", positive(1e-7)));
    OPTIMIZERS.put("adam", adam());
    Map<String, Setting> adamw = adam();
    adamw.put("weight_decay", atLeast(0, 0.01));
    OPTIMIZERS.put("adamw", adamw);
    SCHEDULES.put("constant", table());
    SCHEDULES.put("step", table("every", atLeast(1, 10), "factor", positive(0.1)));
    SCHEDULES.put("exponential", table("factor", positive(0.95)));
    SCHEDULES.put("cosine", table("min", atLeast(0, 0)));
    SCHEDULES.put(
        "warmup",
        table("steps", new Setting(Optional.empty(), 1, Double.POSITIVE_INFINITY, false)));
  }

  private static Map<String, Setting> adam() {
    return table(
        "lr", positive(0.001), "beta1", share(0.9), "beta2", share(0.999), "eps", positive(1e-8));
  }

  private static Map<String, Setting> table(Object... pairs) {
    Map<String, Setting> table = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      table.put((String) pairs[i], (Setting) pairs[i + 1]);
    }
    return table;
  }

  static boolean isKnown(String name) {
    return OPTIMIZERS.containsKey(name)
        || (SCHEDULES.containsKey(name) && !name.equals("step") && !name.equals("constant"));
  }

  static Set<String> names() {
    Set<String> names = new TreeSet<>(OPTIMIZERS.keySet());
    names.addAll(SCHEDULES.keySet());
    return names;
  }
}
