package dev.netc.compiler.op;

import java.util.List;
import java.util.Map;

/**
 * Arguments of layers that normalise. Where few numbers are normalised together, a large ε keeps
 * slopes small enough for central differences.
 */
final class NormalizationArguments {
  private static final double EPSILON = 0.3;

  private NormalizationArguments() {}

  static List<Map<String, Object>> batchnorm() {
    return List.of(
        Map.of("eps", EPSILON),
        Map.of("eps", EPSILON, "per", "element", "momentum", 0.5),
        Map.of("eps", EPSILON, "scale", Boolean.FALSE),
        Map.of("eps", EPSILON, "scale", Boolean.FALSE, "shift", Boolean.FALSE));
  }

  static List<Map<String, Object>> layernorm() {
    return List.of(
        Map.of("eps", EPSILON),
        Map.of("eps", EPSILON, "axis", List.of(-1)),
        Map.of("eps", EPSILON, "axis", List.of(0, 2), "shift", Boolean.FALSE),
        Map.of("eps", EPSILON, "scale", Boolean.FALSE, "shift", Boolean.FALSE));
  }

  static List<Map<String, Object>> groupNorm() {
    return List.of(
        Map.of("eps", EPSILON, "groups", 1),
        Map.of("eps", EPSILON, "groups", 3),
        Map.of("eps", EPSILON, "groups", 2, "scale", Boolean.FALSE));
  }

  static List<Map<String, Object>> lrn() {
    return List.of(
        Map.of(),
        Map.of("size", 3, "alpha", 0.5),
        Map.of("size", 1, "beta", 0.5, "k", 1.0, "alpha", 0.1));
  }
}
