package dev.netc.compiler.op;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments of a call that are no tensors, defaults filled in: {@code Integer}, {@code Double},
 * {@code Boolean}, {@code List<Integer>}, a word, a {@link Padding} or an initialiser, as the
 * parameter's kind says.
 */
public record Arguments(Map<String, Object> values) {
  public static final Arguments NONE = new Arguments(Map.of());

  public Arguments {
    values = Map.copyOf(values);
  }

  /** These arguments but for one. */
  public Arguments with(String name, Object value) {
    Map<String, Object> changed = new HashMap<>(values);
    changed.put(name, value);
    return new Arguments(changed);
  }

  public int integer(String name) {
    return (Integer) values.get(name);
  }

  public double number(String name) {
    return (Double) values.get(name);
  }

  public boolean is(String name) {
    return (Boolean) values.get(name);
  }

  @SuppressWarnings("unchecked")
  public List<Integer> integers(String name) {
    return (List<Integer>) values.get(name);
  }

  public String word(String name) {
    return (String) values.get(name);
  }

  public Padding padding(String name) {
    return (Padding) values.get(name);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public Object get(String name) {
    return values.get(name);
  }

  @Override
  public String toString() {
    return new TreeMap<>(values).toString();
  }
}
