package dev.netc.compiler.check;

import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.NetworkBuilder.ParameterDraft;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides {@code init = auto}: He for weights whose result goes into a ReLU-like activation, Xavier
 * otherwise.
 */
final class Initializers {
  private final Map<Value, List<Value>> readers = new IdentityHashMap<>();

  Initializers(NetworkBuilder builder) {
    for (Value value : builder.values()) {
      for (Value operand : value.operands()) {
        readers.computeIfAbsent(operand, v -> new ArrayList<>()).add(value);
      }
    }
  }

  InitializerSpec resolve(ParameterDraft parameter) {
    if (!(parameter.initializer() instanceof InitializerSpec.Auto)) {
      return parameter.initializer();
    }
    return feedsRelu(parameter.value()) ? new InitializerSpec.He() : new InitializerSpec.Xavier();
  }

  private boolean feedsRelu(Value parameter) {
    Deque<Value> open = new ArrayDeque<>(readers.getOrDefault(parameter, List.of()));
    int looked = 0;
    while (!open.isEmpty() && looked++ < 16) {
      Value value = open.poll();
      if (value.definition() instanceof Value.Definition.Call call) {
        Operation op = call.operation();
        if (op.has(Operation.Trait.RELU_LIKE)) {
          return true;
        }
        boolean isProduct = op.has(Operation.Trait.WEIGHTED) || op.name().equals("matmul");
        boolean own = isProduct && call.operands().contains(parameter);
        if (own || op.has(Operation.Trait.TRANSPARENT) || op.name().equals("add")) {
          open.addAll(readers.getOrDefault(value, List.of()));
        }
      }
    }
    return false;
  }
}
