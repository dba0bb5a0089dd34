package dev.netc.cli.describe;

import dev.netc.compiler.Backend;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.ReceptiveField;
import dev.netc.compiler.network.ReceptiveFields;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.plan.Plan;
import dev.netc.compiler.rewrite.Rewriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network, or the network of a training, in figures.
 *
 * @param inputs as declared: {@code image [784]}
 * @param layers in the order of computation
 * @param parameters numbers in all
 * @param trainable those of them that are trained
 * @param statistics numbers of running statistics, which are no parameters
 * @param batch samples at once, which memory and training work are for
 * @param flops of one sample's inference
 * @param inference memory of inference for the batch
 * @param training the training's part, if it is one
 */
public record NetDescription(
    String name,
    String kind,
    List<String> inputs,
    List<LayerRow> layers,
    long parameters,
    long trainable,
    long statistics,
    int batch,
    long flops,
    List<Plan.ArenaSize> inference,
    Optional<Training> training) {

  /**
   * What training adds.
   *
   * @param flops of one step for the whole batch
   * @param arenas memory for the batch
   */
  public record Training(String optimizer, long flops, List<Plan.ArenaSize> arenas) {
    /** Bytes of all arenas. */
    public long peakBytes(int batch) {
      return bytes(arenas, batch);
    }
  }

  /** Describes a net for a batch. */
  public static NetDescription of(Network network, int batch) {
    return of(network, "net", batch, Optional.empty());
  }

  /** Describes a training with the network that it trains. */
  public static NetDescription of(TrainSpec train, int batch) {
    Lowered lowered = Lower.train(train);
    Graph step = Rewriter.rewrite(lowered.training().orElseThrow().graph());
    Plan plan = Backend.compile(lowered, "").plan();
    Training training =
        new Training(train.optimizer().name(), step.cost().total(batch), plan.arenas());
    return of(train.network(), "train", batch, Optional.of(training)).named(train.name());
  }

  private NetDescription named(String other) {
    return new NetDescription(
        other,
        kind,
        inputs,
        layers,
        parameters,
        trainable,
        statistics,
        batch,
        flops,
        inference,
        training);
  }

  private static NetDescription of(
      Network network, String kind, int batch, Optional<Training> training) {
    Lowered lowered = Lower.net(network);
    Set<Value> used = Network.reaching(network.values(), network.outputs().values());
    return new NetDescription(
        network.name(),
        kind,
        network.inputs().stream()
            .filter(in -> isFed(in.name(), used))
            .map(in -> in.name() + " " + in.type().shape())
            .toList(),
        layers(network, used, lowered.infer()),
        network.parameterCount(),
        network.trainableCount(),
        network.stateCount(),
        batch,
        lowered.infer().cost().total(1),
        Backend.compile(lowered, "").plan().arenas(),
        training);
  }

  private static boolean isFed(String input, Set<Value> used) {
    return used.stream()
        .anyMatch(
            value ->
                value.definition() instanceof Value.Definition.Input in && in.name().equals(input));
  }

  private static List<LayerRow> layers(Network network, Set<Value> used, Graph graph) {
    Map<String, Cost> costs = new HashMap<>();
    for (Node node : graph.nodes()) {
      costs.merge(node.origin().name(), node.op().cost(node), Cost::plus);
    }
    Map<String, Long> sizes = new HashMap<>();
    network.parameters().stream()
        .filter(p -> !p.isState())
        .forEach(p -> sizes.put(p.name(), p.shape().size()));
    ReceptiveFields fields = new ReceptiveFields();
    Set<String> counted = new HashSet<>();
    List<LayerRow> rows = new ArrayList<>();
    for (Value value : network.values()) {
      if (used.contains(value) && value.definition() instanceof Value.Definition.Call call) {
        String path = value.path().toString();
        long parameters = 0;
        for (Value operand : call.operands()) {
          if (operand.definition() instanceof Value.Definition.Parameter p
              && counted.add(p.path().toString())) {
            parameters += sizes.getOrDefault(p.path().toString(), 0L);
          }
        }
        Cost cost = costs.getOrDefault(path, Cost.NONE);
        rows.add(
            new LayerRow(
                path,
                call.operation().name(),
                value.type().shape().toString(),
                fields.of(value).map(ReceptiveField::extents).orElse(List.of()),
                parameters,
                cost.total(1),
                value.type().shape().size() * Float.BYTES));
        costs.remove(path); // Of several values with one name the first has the work.
      }
    }
    return rows;
  }

  /** Bytes of all arenas of inference. */
  public long inferenceBytes() {
    return bytes(inference, batch);
  }

  private static long bytes(List<Plan.ArenaSize> arenas, int batch) {
    return arenas.stream().mapToLong(arena -> arena.bytes(batch)).reduce(0, Math::addExact);
  }
}
