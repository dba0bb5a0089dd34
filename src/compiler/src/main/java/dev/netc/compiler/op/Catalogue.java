package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All operations of the language: what the checker, the reference and completion read. */
public final class Catalogue {
  private static final List<Operation> ALL =
      Stream.of(
              Arithmetic.operations(),
              Activations.operations(),
              Reductions.operations(),
              Shaping.operations(),
              Layers.operations(),
              Dropping.operations(),
              Normalization.operations(),
              Convolutions.operations(),
              Pooling.operations(),
              Resizing.operations(),
              Losses.operations(),
              Metrics.operations(),
              Randoms.operations())
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Operation> BY_NAME = byName();

  private static final Set<String> WORDS = wordsOfParameters();

  private Catalogue() {}

  private static Map<String, Operation> byName() {
    Map<String, Operation> map = new LinkedHashMap<>();
    for (Operation operation : ALL) {
      map.put(operation.name(), operation);
      operation.aliases().forEach(alias -> map.put(alias, operation));
    }
    return map;
  }

  /** In the order of the reference. */
  public static List<Operation> all() {
    return ALL;
  }

  public static Optional<Operation> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** An operation that the language itself uses. */
  public static Operation get(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException("no operation " + name));
  }

  /** All names, aliases among them. */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /** The words that parameters of operations know, such as {@code nearest}. */
  public static Set<String> words() {
    return WORDS;
  }

  private static Set<String> wordsOfParameters() {
    Set<String> words = new TreeSet<>();
    for (Operation operation : ALL) {
      for (Parameter parameter : operation.parameters()) {
        if (parameter.kind() != Parameter.Kind.RESULT) {
          words.addAll(parameter.words());
        }
      }
    }
    return words;
  }

  /** How a metric's figure is made of its statistics: MEAN, PRECISION, RECALL or CONFUSION. */
  public static String metricKind(Operation metric) {
    return Metrics.kind(metric);
  }

  /** The statistics of a lowered metric, summed over the batch. */
  public static Node metricStatistics(Algebra m, Operation metric, Node lowered) {
    return Metrics.statistics(m, metric, lowered);
  }

  /** The figure of a lowered metric for one batch alone. */
  public static Node metricFigure(Algebra m, Operation metric, Node lowered) {
    return Metrics.figure(m, metric, lowered);
  }
}
