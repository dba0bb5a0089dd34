package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopRulesTest {
  private final LinearModel model = new LinearModel(1, 0);

  @Test
  void countsRisesInARow() {
    StopRules rules = rules(rises(2, false));
    assertEquals("1 . 2 . 1 . 2 . 3 !", watch(rules, 1, 2, 1, 2, 3));
    rules = rules(rises(2, false));
    assertEquals("5 . 4 . 4 . 5 . 4 . 5 . 6 !", watch(rules, 5, 4, 4, 5, 4, 5, 6));
    assertEquals("validation loss rises 2 times", rules.met().orElseThrow().text());
  }

  @Test
  void restoresTheBestWeights() {
    StopRules rules = rules(rises(5, true));
    assertEquals(Optional.empty(), rules.restoreBest());
    for (double loss : new double[] {3, 1, 2, 1}) {
      model.weight[0] += 1; // 1, 2, 3, 4
      rules.seeEvaluation(result("validation", loss, 0));
    }
    assertEquals(Optional.of(1L), rules.restoreBest());
    assertArrayEquals(new double[] {2, 0}, model.weight);
  }

  @Test
  void looksAtTheStepsLoss() {
    StopRules rules = rules(new StopRule.Threshold(Optional.empty(), "loss", true, 0.5));
    rules.seeStep(0.5);
    assertTrue(rules.met().isEmpty());
    rules.seeEvaluation(result("validation", 0.1, 0));
    assertTrue(rules.met().isEmpty());
    rules.seeStep(0.49);
    assertEquals("loss < 0.5", rules.met().orElseThrow().text());
  }

  @Test
  void looksAtAMetricOfTheSplitItNames() {
    StopRules rules =
        rules(
            new StopRule.Threshold(Optional.of("test"), "mae", false, 0.9),
            new StopRule.Threshold(Optional.empty(), "mae", false, 0.8));
    rules.seeEvaluation(result("train", 1, 0.95));
    rules.seeEvaluation(result("validation", 1, 0.7));
    assertTrue(rules.met().isEmpty());
    rules.seeEvaluation(result("test", 1, 0.95));
    assertEquals("test mae > 0.9", rules.met().orElseThrow().text());
    StopRule unknown = new StopRule.Threshold(Optional.empty(), "acuracy", false, 0.8);
    assertThrows(IllegalArgumentException.class, () -> rules(unknown));
  }

  @Test
  void countsFallsOfAMetric() {
    StopRules rules = rules(new StopRule.Trend(Optional.of("test"), "mae", false, 2, true));
    for (double mae : new double[] {0.5, 0.9, 0.8}) {
      model.weight[0] = mae;
      rules.seeEvaluation(result("test", 0, mae));
      rules.seeEvaluation(result("validation", 0, mae));
    }
    assertTrue(rules.met().isEmpty());
    rules.seeEvaluation(result("test", 0, 0.7));
    assertEquals("test mae falls 2 times", rules.met().orElseThrow().text());
    assertEquals(Optional.of(1L), rules.restoreBest());
    assertArrayEquals(new double[] {0.9, 0}, model.weight);
  }

  @Test
  void continuesFromItsTensors() {
    StopRules rules = rules(rises(3, true));
    watch(rules, 5, 4, 5, 6);
    StopRules resumed = rules(rises(3, true));
    resumed.restore(StoredState.of(java.nio.file.Path.of("f"), rules.toTensors()));
    assertEquals(rules.toTensors(), resumed.toTensors());
    assertEquals("7 !", watch(resumed, 7));
    resumed.restore(StoredState.of(java.nio.file.Path.of("f"), resumed.toTensors()));
    assertTrue(resumed.met().isPresent());
  }

  @Test
  void endsATraining() {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.epochs(1000))
            .batch(3)
            .learningRate(0.1)
            .stopWhen(new StopRule.Threshold(Optional.of("test"), "loss", true, 1e-3))
            .build();
    TrainingResult result =
        new Trainer(
                new LinearModel(2, 0),
                Optional.of(Samples.small()),
                options,
                TrainingListener.SILENT)
            .run();
    assertEquals(
        "stopped after step %d: test loss < 0.001".formatted(result.steps()),
        result.reason().text());
    assertTrue(result.on("test").orElseThrow().loss() < 1e-3);
    assertEquals(0, result.steps() % 3); // looked at after each epoch
  }

  private static StopRule rises(int times, boolean restoreBest) {
    return new StopRule.Trend(Optional.empty(), "loss", true, times, restoreBest);
  }

  private StopRules rules(StopRule... rules) {
    return new StopRules(List.of(rules), "validation", model);
  }

  private static String watch(StopRules rules, double... losses) {
    StringBuilder text = new StringBuilder();
    for (double loss : losses) {
      rules.seeEvaluation(result("validation", loss, 0));
      text.append((int) loss).append(rules.met().isPresent() ? " ! " : " . ");
    }
    return text.toString().trim();
  }

  private static SplitResult result(String split, double loss, double mae) {
    return new SplitResult(
        1, split, 10, loss, List.of(new MetricValue("mae", mae, Optional.empty())));
  }
}
