package dev.netc.compiler.network;

import dev.netc.compiler.op.Reach;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The receptive fields of values that are computed from an input, found when they are asked for.
 */
public final class ReceptiveFields {
  private final Map<Value, Optional<ReceptiveField>> fields = new IdentityHashMap<>();

  /** The field of a value that is an image or a sequence, as far as it has a place in the input. */
  public Optional<ReceptiveField> of(Value value) {
    int rank = value.type().shape().rank();
    return rank == 2 || rank == 3
        ? find(value).filter(field -> field != ReceptiveField.EVERYTHING)
        : Optional.empty();
  }

  /** From the input on: a network may be deeper than the stack of a thread. */
  private Optional<ReceptiveField> find(Value value) {
    Deque<Value> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      Value next = open.peek();
      List<Value> unknown = next.operands().stream().filter(v -> !fields.containsKey(v)).toList();
      if (unknown.isEmpty()) {
        fields.computeIfAbsent(open.pop(), this::compute);
      } else {
        unknown.forEach(open::push);
      }
    }
    return fields.get(value);
  }

  private Optional<ReceptiveField> compute(Value value) {
    int axes = Math.max(0, value.type().shape().rank() - 1);
    if (value.definition() instanceof Value.Definition.Input) {
      return Optional.of(ReceptiveField.point(axes));
    } else if (value.definition() instanceof Value.Definition.Call call) {
      return call.operands().stream()
          .flatMap(operand -> fields.get(operand).stream())
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
