package dev.netc.compiler.data;

import java.util.List;
import java.util.Map;

/**
 * The arguments of a call by name, defaults filled in: Double, String, Boolean or a list of
 * integers, as {@link DataParameter.Type} says.
 */
public record DataArguments(Map<String, Object> values) {

  public double number(String name) {
    return (Double) values.get(name);
  }

  public int whole(String name) {
    return ((Double) values.get(name)).intValue();
  }

  public boolean truth(String name) {
    return (Boolean) values.get(name);
  }

  /** A list of whole numbers. */
  public List<Integer> wholes(String name) {
    return ((List<?>) values.get(name)).stream().map(Integer.class::cast).toList();
  }
}
