package dev.netc.cli.properties;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Holds the gradients of a training's first step against central differences of its loss, along
 * directions in which all parameters move at once.
 *
 * <p>Where two widths of the difference disagree, the loss has a corner or a jump between them, and
 * nothing can be said. A corner may also hide from both; a wrong gradient is wrong everywhere, so
 * that it must differ at several places.
 */
final class Slope {
  private static final double WIDTH = 1e-5;
  private static final double TOLERANCE = 1e-4;
  private static final int PLACES = 3;

  private final FirstStep step;
  private final Random random;

  private Slope(FirstStep step, long seed) {
    this.step = step;
    this.random = new Random(seed);
  }

  /** How the gradients differ from the slope of the loss; empty if they agree somewhere. */
  static Optional<String> problem(FirstStep step, Map<String, double[]> parameters) {
    Slope slope = new Slope(step, 1);
    Optional<String> problem = Optional.empty();
    for (int i = 0; i < PLACES; i++) {
      // Away from the first values: biases of 0 put many values onto the corner of relu.
      Map<String, double[]> at = slope.moved(parameters, slope.direction(parameters), 1e-3);
      problem = slope.along(slope.direction(parameters), at, step.gradients(at));
      if (problem.isEmpty()) {
        return problem;
      }
    }
    return problem;
  }

  private Map<String, double[]> direction(Map<String, double[]> parameters) {
    Map<String, double[]> direction = new LinkedHashMap<>();
    for (String name : step.trained()) {
      direction.put(name, random.doubles(parameters.get(name).length, -1, 1).toArray());
    }
    return direction;
  }

  private Map<String, double[]> moved(
      Map<String, double[]> parameters, Map<String, double[]> direction, double width) {
    Map<String, double[]> moved = new HashMap<>(parameters);
    direction.forEach(
        (name, by) -> {
          double[] values = parameters.get(name).clone();
          for (int i = 0; i < values.length; i++) {
            values[i] += width * by[i];
          }
          moved.put(name, values);
        });
    return moved;
  }

  private Optional<String> along(
      Map<String, double[]> direction, Map<String, double[]> at, Map<String, double[]> gradients) {
    double expected = 0;
    double scale = 1e-3;
    for (Map.Entry<String, double[]> entry : direction.entrySet()) {
      double[] gradient = gradients.get(entry.getKey());
      for (int i = 0; i < gradient.length; i++) {
        expected += gradient[i] * entry.getValue()[i];
        scale += Math.abs(gradient[i] * entry.getValue()[i]);
      }
    }
    double wide = difference(direction, at, 2 * WIDTH);
    double narrow = difference(direction, at, WIDTH);
    boolean smooth = Math.abs(wide - narrow) <= TOLERANCE / 10 * scale;
    return smooth && Math.abs(narrow - expected) > TOLERANCE * scale
        ? Optional.of(
            "the gradients give a slope of %s, the loss has %s".formatted(expected, narrow))
        : Optional.empty();
  }

  private double difference(
      Map<String, double[]> direction, Map<String, double[]> at, double width) {
    double above = step.descended(moved(at, direction, width));
    double below = step.descended(moved(at, direction, -width));
    return (above - below) / (2 * width);
  }
}
