package dev.netc.compiler.op;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments of a call that are no tensors, defaults filled in: {@code Integer}, {@code Double},
 * {@code Boolean}, {@code List<Integer>} or an initialiser, as the parameter's kind says.
 */
public record Arguments(Map<String, Object> values) {
  public static final Arguments NONE = new Arguments(Map.of());

  public Arguments {
    values = Map.copyOf(values);
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

  public Object get(String name) {
    return values.get(name);
  }

  @Override
  public String toString() {
    return new TreeMap<>(values).toString();
  }
}
