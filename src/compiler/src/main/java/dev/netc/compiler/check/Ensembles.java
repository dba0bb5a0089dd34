package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loss and metrics of an ensemble are computed from the mean outputs of its members. */
final class Ensembles {
  private Ensembles() {}

  static void check(
      Network network, Value loss, List<TrainSpec.Metric> metrics, Problems problems) {
    Collection<Value> outputs = network.outputs().values();
    parameterOf(loss, outputs).ifPresent(p -> report("loss", loss, p, problems));
    for (TrainSpec.Metric metric : metrics) {
      parameterOf(metric.value(), outputs)
          .ifPresent(p -> report(metric.name(), metric.value(), p, problems));
    }
  }

  private static void report(String figure, Value at, Value parameter, Problems problems) {
    problems.add(
        Diagnostic.of(
                Code.TYPE_MISMATCH,
                at.span(),
                "the %s of an ensemble is made of outputs of the net alone".formatted(figure))
            .note("it depends on the parameter %s otherwise".formatted(parameter.path()))
            .help("make what it needs an output; write penalties as weight_decay or l1_decay"));
  }

  /** A parameter that a value depends on, but for what goes through outputs. */
  private static Optional<Value> parameterOf(Value value, Collection<Value> outputs) {
    Deque<Value> open = new ArrayDeque<>(List.of(value));
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!open.isEmpty()) {
      Value next = open.pop();
      if (outputs.contains(next) || !seen.add(next)) {
        continue;
      }
      if (next.definition() instanceof Value.Definition.Parameter) {
        return Optional.of(next);
      }
      open.addAll(next.operands());
    }
    return Optional.empty();
  }
}
