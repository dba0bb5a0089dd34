package dev.netc.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.Terminal;
import dev.netc.runtime.train.MetricValue;
import dev.netc.runtime.train.SplitResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private long now = 5;

  private TrainingProgress progress(Terminal terminal) {
    return new TrainingProgress(terminal.console(), "Digits", "images", () -> now);
  }

  private static SplitResult result(long step, double loss, double accuracy) {
    MetricValue metric = new MetricValue("accuracy", accuracy, Optional.empty());
    return new SplitResult(step, "test", 100, loss, List.of(metric));
  }

  @Test
  void elsewhereALineAppearsNowAndThen() {
    Terminal terminal = Terminal.files();
    TrainingProgress progress = progress(terminal);
    progress.onStart(0, 1000, 100);
    for (int step = 1; step <= 250; step++) {
      now += SECOND / 10;
      progress.onStep(step, 1 + step / 100, 100, 0.1, 0.5);
    }
    assertEquals(
        """
        epoch 1 of 10: loss 0.5000, 1,000 images/s, 1:30 min left
        epoch 2 of 10: loss 0.5000, 1,000 images/s, 1:20 min left
        """,
        terminal.err());
  }

  @Test
  void evaluationsAreShownButNotInAFlood() {
    Terminal terminal = Terminal.files();
    TrainingProgress progress = progress(terminal);
    progress.onStart(0, 1000, 100);
    for (int epoch = 1; epoch <= 5; epoch++) {
      progress.onEvaluation(result(100 * epoch, 1.0 / epoch, 0.9), false);
      now += SECOND;
    }
    progress.onEvaluation(result(1000, 0.1, 0.99), true);
    assertEquals(
        """
        epoch 1 of 10: test loss 1.0000, accuracy 0.9000
        epoch 4 of 10: test loss 0.2500, accuracy 0.9000
        """,
        terminal.err());
  }

  @Test
  void aResumedTrainingSaysWhereItGoesOn() {
    Terminal terminal = Terminal.files();
    TrainingProgress progress = progress(terminal);
    progress.onStart(500, 1000, 1);
    now += 20 * SECOND;
    progress.onStep(600, 600, 1, 0.1, 0.25);
    assertEquals(
        """
        going on after step 500 of 1,000
        step 600 of 1,000: loss 0.2500, 0.05 images/s, 1:20 min left
        """,
        terminal.err());
  }

  @Test
  void onTerminalsABarIsDrawnAndTakenAway() {
    Terminal terminal = Terminal.interactive(Map.of());
    try (TrainingProgress progress = progress(terminal)) {
      progress.onStart(0, 1000, 100);
      now += SECOND;
      progress.onStep(500, 5, 100, 0.1, 0.5);
      progress.onEvaluation(result(500, 0.25, 0.9), false);
    }
    String err = terminal.err();
    assertTrue(err.contains("Digits  50%") || err.contains("Digits 100%"), err);
    assertTrue(err.contains("epoch 5 of 10: \u001B[1mtest loss 0.2500, accuracy 0.9000"), err);
    assertTrue(err.endsWith("\r\u001B[K"), err);
  }
}
