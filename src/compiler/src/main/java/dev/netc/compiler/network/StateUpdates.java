package dev.netc.compiler.network;

import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Origin;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a training step makes of running statistics. Values are lowered in the order in which the
 * loss needs them; several updates of one statistic are made in the order of the program.
 */
final class StateUpdates {
  private record Update(Value user, Node state, UnaryOperator<Node> next) {}

  private final Map<String, NetworkParameter> running = new LinkedHashMap<>();
  private final List<Update> updates = new ArrayList<>();

  StateUpdates(List<NetworkParameter> running) {
    running.forEach(state -> this.running.put(state.name(), state));
  }

  private static String name(Node state) {
    return ((Leaf.Parameter) state.op()).name();
  }

  boolean isRunning(Node state) {
    return running.containsKey(name(state));
  }

  void add(Value user, Node state, UnaryOperator<Node> next) {
    updates.add(new Update(user, state, next));
  }

  Map<String, Node> next(GraphBuilder graph, List<Value> order) {
    Map<Value, Integer> positions = new IdentityHashMap<>();
    order.forEach(value -> positions.put(value, positions.size()));
    Map<String, Node> states = new LinkedHashMap<>();
    updates.stream()
        .sorted(Comparator.comparing(update -> positions.get(update.user())))
        .forEach(update -> apply(update, graph, states));
    running.forEach((name, state) -> states.computeIfAbsent(name, n -> kept(state, graph)));
    return states;
  }

  private static void apply(Update update, GraphBuilder graph, Map<String, Node> states) {
    graph.at(new Origin(update.user().path().toString(), update.user().span()));
    Node now = states.getOrDefault(name(update.state()), update.state());
    states.put(name(update.state()), update.next().apply(now));
  }

  private static Node kept(NetworkParameter state, GraphBuilder graph) {
    return graph.add(new Leaf.Parameter(state.name(), TensorType.fixed(state.shape())));
  }
}
