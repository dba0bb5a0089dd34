package dev.netc.cli.describe;

import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Reach;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The receptive fields of all values of a network that are computed from an input. */
final class ReceptiveFields {
  private final Map<Value, ReceptiveField> fields = new IdentityHashMap<>();

  ReceptiveFields(Network network) {
    for (Value value : network.values()) {
      find(value).ifPresent(field -> fields.put(value, field));
    }
  }

  /** The field of a value that is an image or a sequence, as far as it has a place in the input. */
  Optional<ReceptiveField> of(Value value) {
    int rank = value.type().shape().rank();
    return Optional.ofNullable(fields.get(value))
        .filter(field -> field != ReceptiveField.EVERYTHING && (rank == 2 || rank == 3));
  }

  private Optional<ReceptiveField> find(Value value) {
    int axes = Math.max(0, value.type().shape().rank() - 1);
    if (value.definition() instanceof Value.Definition.Input) {
      return Optional.of(ReceptiveField.point(axes));
    } else if (value.definition() instanceof Value.Definition.Call call) {
      return call.operands().stream()
          .map(fields::get)
          .filter(field -> field != null)
          .map(field -> field.over(axes))
          .reduce(ReceptiveField::or)
          .map(field -> field.through(reach(call, axes)));
    }
    return Optional.empty();
  }

  /** An operation that changes the number of axes looks at single elements, or at everything. */
  private static List<Reach> reach(Value.Definition.Call call, int axes) {
    Value x = call.operands().get(0);
    List<Reach> reach = call.operation().reach(x.type(), call.arguments());
    return reach.isEmpty() || reach.size() == axes ? reach : Collections.nCopies(axes, Reach.POINT);
  }
}
