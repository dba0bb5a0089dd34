package dev.netc.compiler.op.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.op.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The optimisers' rules against their formulas, written out by hand for two steps. */
class ReferenceOptimizerTest {
  private static final double LR = 0.1;
  private static final double G1 = 2;
  private static final double G2 = -0.5;

  private static double afterTwoSteps(String name) {
    Map<String, Double> settings = new HashMap<>();
    Optimizers.find(name).orElseThrow().settings().forEach(s -> settings.put(s.name(), s.value()));
    settings.put("lr", LR);
    ReferenceOptimizer optimizer = new ReferenceOptimizer(new OptimizerSpec(name, settings));
    Map<String, double[]> w = Map.of("w", new double[] {1});
    optimizer.step(w, Map.of("w", new double[] {G1}), LR, 1);
    optimizer.step(w, Map.of("w", new double[] {G2}), LR, 2);
    return w.get("w")[0];
  }

  private static void assertAfterTwoSteps(double expected, String name) {
    assertEquals(expected, afterTwoSteps(name), 1e-14);
  }

  @Test
  void sgd() {
    assertAfterTwoSteps(1 - LR * G1 - LR * G2, "sgd");
  }

  @Test
  void momentum() {
    double v1 = -LR * G1;
    double v2 = 0.9 * v1 - LR * G2;
    assertAfterTwoSteps(1 + v1 + v2, "momentum");
  }

  @Test
  void nesterov() {
    double w1 = 1 - 1.9 * LR * G1;
    double v1 = -LR * G1;
    assertAfterTwoSteps(w1 + 0.81 * v1 - 1.9 * LR * G2, "nesterov");
  }

  @Test
  void adagrad() {
    double w1 = 1 - LR * G1 / (Math.sqrt(G1 * G1) + 1e-7);
    assertAfterTwoSteps(w1 - LR * G2 / (Math.sqrt(G1 * G1 + G2 * G2) + 1e-7), "adagrad");
  }

  @Test
  void rmsprop() {
    double h1 = 0.01 * G1 * G1;
    double h2 = 0.99 * h1 + 0.01 * G2 * G2;
    double w1 = 1 - LR * G1 / (Math.sqrt(h1) + 1e-7);
    assertAfterTwoSteps(w1 - LR * G2 / (Math.sqrt(h2) + 1e-7), "rmsprop");
  }

  private static double adamStep(double w, double m, double v, int t) {
    double unbiasedM = m / (1 - Math.pow(0.9, t));
    double unbiasedV = v / (1 - Math.pow(0.999, t));
    return w - LR * unbiasedM / (Math.sqrt(unbiasedV) + 1e-8);
  }

  @Test
  void adam() {
    double w1 = adamStep(1, 0.1 * G1, 0.001 * G1 * G1, 1);
    double m2 = 0.9 * 0.1 * G1 + 0.1 * G2;
    double v2 = 0.999 * 0.001 * G1 * G1 + 0.001 * G2 * G2;
    assertAfterTwoSteps(adamStep(w1, m2, v2, 2), "adam");
  }

  @Test
  void adamwDecaysByItself() {
    double w1 = adamStep(1 - LR * 0.01, 0.1 * G1, 0.001 * G1 * G1, 1);
    double m2 = 0.9 * 0.1 * G1 + 0.1 * G2;
    double v2 = 0.999 * 0.001 * G1 * G1 + 0.001 * G2 * G2;
    assertAfterTwoSteps(adamStep(w1 - LR * 0.01 * w1, m2, v2, 2), "adamw");
  }

  static Stream<Optimizer> all() {
    return Optimizers.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void defaultsLieInTheirRanges(Optimizer optimizer) {
    assertEquals("lr", optimizer.settings().get(0).name());
    for (Setting setting : optimizer.settings()) {
      assertTrue(setting.range().contains(setting.value()), setting.name());
    }
  }
}
