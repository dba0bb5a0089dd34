package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.source.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warnings where a textbook would warn. */
final class Lints {
  private Lints() {}

  /** Warnings that hold for any use of a network. */
  static void check(Network network, Problems problems) {
    for (Value value : network.values()) {
      if (value.definition() instanceof Value.Definition.Call call) {
        softmaxOfOne(value, call, problems);
        linearCollapse(value, call, problems);
      }
    }
  }

  /** Warnings about a training in batches of a size as well. */
  static void check(Network network, Value loss, int batch, Problems problems, Span train) {
    check(network, problems);
    Set<Value> reached = Network.reaching(network.values(), List.of(loss));
    Set<Value> varying = varying(network);
    for (Value value : network.values()) {
      if (reached.contains(value) && varying.contains(value)) {
        zeroSlope(value, problems);
      }
    }
    unreached(network, reached, problems, train);
    symmetric(network, problems);
    if (batch == 1) {
      reached.forEach(value -> batchOfOne(network, value, problems, train));
    }
  }

  /** A statistic over a batch of one is the sample itself, unless it is over pixels as well. */
  private static void batchOfOne(Network network, Value value, Problems problems, Span train) {
    if (!(value.definition() instanceof Value.Definition.Call call)) {
      return;
    }
    long elements = value.type().shape().size();
    boolean ofItself =
        call.operands().stream()
            .flatMap(operand -> network.parameter(operand).stream())
            .anyMatch(p -> p.isRunning() && p.shape().size() == elements);
    if (ofItself) {
      problems.add(
          Diagnostic.of(
                  Code.BATCH_OF_ONE,
                  value.span(),
                  "in a batch of one, %s sees nothing but the mean"
                      .formatted(call.operation().name()))
              .label(train, "this training has batches of one sample")
              .note("the mean of one sample is the sample, so their difference is always 0")
              .help("train in larger batches, or take layernorm"));
    }
  }

  private static void softmaxOfOne(Value value, Value.Definition.Call call, Problems problems) {
    boolean softmax = call.operation().name().equals("softmax");
    if (softmax && value.type().shape().dim(-1) == 1) {
      problems.add(
          Diagnostic.of(Code.SOFTMAX_OF_ONE, value.span(), "softmax over one class is always 1")
              .help("for one probability use sigmoid, for two classes two scores"));
    }
  }

  private static void linearCollapse(Value value, Value.Definition.Call call, Problems problems) {
    if (!isOneMap(call)) {
      return;
    }
    Value before = call.operands().get(0);
    while (before.definition() instanceof Value.Definition.Call inner && isLinear(inner)) {
      before = inner.operands().get(0);
    }
    if (before.definition() instanceof Value.Definition.Call inner && isOneMap(inner)) {
      String first = inner.operation().name();
      String layers =
          first.equals(call.operation().name())
              ? "two %s layers".formatted(first)
              : "a %s and a %s layer".formatted(first, call.operation().name());
      problems.add(
          Diagnostic.of(
                  Code.LINEAR_COLLAPSE,
                  value.span(),
                  layers + " with nothing between them are one linear map")
              .label(before.span(), "the first one")
              .help("put an activation such as relu between them"));
    }
  }

  private static boolean isLinear(Value.Definition.Call call) {
    Operation op = call.operation();
    return op.has(Operation.Trait.TRANSPARENT)
        && !op.has(Operation.Trait.MODAL)
        && !op.has(Operation.Trait.CHOOSING);
  }

  /** A layer in groups is half of a separable one, which is two maps on purpose. */
  private static boolean isOneMap(Value.Definition.Call call) {
    return call.operation().has(Operation.Trait.LINEAR)
        && (!call.arguments().has("groups") || call.arguments().integer("groups") == 1);
  }

  private static Set<Value> varying(Network network) {
    Set<Value> varying = new HashSet<>();
    for (Value value : network.values()) {
      boolean parameter = value.definition() instanceof Value.Definition.Parameter;
      if (parameter || value.operands().stream().anyMatch(varying::contains)) {
        varying.add(value);
      }
    }
    return varying;
  }

  private static void zeroSlope(Value value, Problems problems) {
    if (value.isCallOf("step") || value.isCallOf("argmax")) {
      String name = ((Value.Definition.Call) value.definition()).operation().name();
      problems.add(
          Diagnostic.of(
                  Code.ZERO_SLOPE,
                  value.span(),
                  "the slope of %s is zero: nothing before it learns".formatted(name))
              .help("use sigmoid or relu where something is trained"));
    }
  }

  private static void unreached(
      Network network, Set<Value> reached, Problems problems, Span train) {
    Map<String, Value> values = new HashMap<>();
    for (Value value : network.values()) {
      if (value.definition() instanceof Value.Definition.Parameter) {
        values.put(value.path().toString(), value);
      }
    }
    for (NetworkParameter p : network.parameters()) {
      if (p.isTrained() && !reached.contains(values.get(p.name()))) {
        problems.add(
            Diagnostic.of(
                    Code.UNREACHED_PARAMETER,
                    p.span(),
                    "the loss does not depend on '%s'".formatted(p.name()))
                .label(train, "in this training")
                .help("use its result in what is minimised, or remove it"));
      }
    }
  }

  /** Equal weights of a hidden layer stay equal: its units learn one thing. */
  private static void symmetric(Network network, Problems problems) {
    Map<String, NetworkParameter> parameters = new HashMap<>();
    network.parameters().forEach(p -> parameters.put(p.name(), p));
    Map<Value, Boolean> feedsWeights = new IdentityHashMap<>();
    List<Value> values = network.values();
    for (int i = values.size() - 1; i >= 0; i--) {
      boolean feeds = feedsWeights.getOrDefault(values.get(i), false);
      boolean weighted =
          values.get(i).operands().stream()
              .anyMatch(
                  o ->
                      o.definition() instanceof Value.Definition.Parameter
                          && o.type().shape().rank() >= 2);
      for (Value operand : values.get(i).operands()) {
        feedsWeights.merge(operand, feeds || weighted, Boolean::logicalOr);
      }
    }
    for (Value value : values) {
      for (Value operand : value.operands()) {
        NetworkParameter p =
            operand.definition() instanceof Value.Definition.Parameter
                ? parameters.get(operand.path().toString())
                : null;
        if (p != null
            && p.isWeight()
            && isEqual(p.initializer())
            && feedsWeights.getOrDefault(value, false)) {
          problems.add(
              Diagnostic.of(
                      Code.SYMMETRIC_WEIGHTS,
                      p.span(),
                      "the weights '%s' start equal, so all units learn the same"
                          .formatted(p.name()))
                  .help("start from he, xavier or normal(0.01)"));
        }
      }
    }
  }

  private static boolean isEqual(InitializerSpec spec) {
    return spec instanceof InitializerSpec.Zeros
        || spec instanceof InitializerSpec.Ones
        || spec instanceof InitializerSpec.Constant;
  }
}
