package dev.netc.compiler.network;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A network with all names, shapes and types resolved.
 *
 * @param values every value, each after those it is computed from
 * @param inputs what is fed, in the order of declaration
 * @param parameters in the order of declaration, running statistics among them
 * @param outputs declared results by name
 * @param named every value that the program can name, by its path
 */
public record Network(
    String name,
    String documentation,
    String file,
    List<Value> values,
    List<NetworkInput> inputs,
    List<NetworkParameter> parameters,
    Map<String, Value> outputs,
    Map<String, Value> named) {

  public Network {
    values = List.copyOf(values);
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
    outputs = new LinkedHashMap<>(outputs);
    named = new LinkedHashMap<>(named);
  }

  /** The parameter that a value is, if it is one. */
  public Optional<NetworkParameter> parameter(Value value) {
    return value.definition() instanceof Value.Definition.Parameter p
        ? parameters.stream().filter(q -> q.name().equals(p.path().toString())).findFirst()
        : Optional.empty();
  }

  /** The numbers of all parameters, frozen or not; running statistics are none. */
  public long parameterCount() {
    return count(p -> !p.isState());
  }

  /** The numbers of the parameters that an optimiser changes. */
  public long trainableCount() {
    return count(NetworkParameter::isTrained);
  }

  /** The numbers of all running statistics. */
  public long stateCount() {
    return count(NetworkParameter::isState);
  }

  private long count(Predicate<NetworkParameter> counted) {
    return parameters.stream().filter(counted).mapToLong(p -> p.shape().size()).sum();
  }

  /** The given values and everything that they are computed from. */
  public static Set<Value> reaching(List<Value> all, Iterable<Value> results) {
    Set<Value> needed = new HashSet<>();
    results.forEach(needed::add);
    for (int i = all.size() - 1; i >= 0; i--) {
      if (needed.contains(all.get(i))) {
        needed.addAll(all.get(i).operands());
      }
    }
    return needed;
  }
}
