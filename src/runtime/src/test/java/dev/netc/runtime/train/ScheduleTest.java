package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void constant() {
    assertEquals(0.1, new Schedule.Constant().rate(0.1, 999, 9, 1000));
  }

  @Test
  void stepsDownAfterEachPeriod() {
    Schedule byEpoch = new Schedule.Step(Period.epochs(10), 0.1);
    assertEquals(1, byEpoch.rate(1, 999, 9, 5000));
    assertEquals(0.1, byEpoch.rate(1, 1000, 10, 5000), 1e-15);
    assertEquals(0.01, byEpoch.rate(1, 2999, 29, 5000), 1e-15);
    Schedule byStep = new Schedule.Step(Period.steps(100), 0.5);
    assertEquals(1, byStep.rate(1, 99, 0, 5000));
    assertEquals(0.25, byStep.rate(1, 200, 0, 5000));
  }

  @Test
  void decaysExponentially() {
    assertEquals(0.5 * 0.9 * 0.9, new Schedule.Exponential(0.9).rate(0.5, 77, 2, 100), 1e-15);
    Schedule bySteps = new Schedule.Exponential(Period.steps(100), 0.25);
    assertEquals(0.5, bySteps.rate(1, 50, 0, 100), 1e-15);
  }

  @Test
  void followsACosineToTheLastStep() {
    Schedule cosine = new Schedule.Cosine(0.2);
    assertEquals(1, cosine.rate(1, 0, 0, 101));
    assertEquals(0.6, cosine.rate(1, 50, 0, 101), 1e-15);
    assertEquals(0.2, cosine.rate(1, 100, 0, 101), 1e-15);
    assertEquals(1, cosine.rate(1, 0, 0, 1));
  }

  @Test
  void warmsUpBeforeAnother() {
    Schedule schedule = new Schedule.Warmup(4, new Schedule.Cosine(0));
    assertEquals(0.25, schedule.rate(1, 0, 0, 105));
    assertEquals(1, schedule.rate(1, 3, 0, 105));
    assertEquals(1, schedule.rate(1, 4, 0, 105));
    assertEquals(0, schedule.rate(1, 104, 0, 105), 1e-15);
  }

  @Test
  void goesThroughOneCycle() {
    Schedule cycle = new Schedule.OneCycle(0.3, 0.04, 4e-6);
    assertEquals(0.04, cycle.rate(1, 0, 0, 100), 1e-15);
    // 29 is the peak: float(pct_start * total_steps) - 1 of PyTorch's OneCycleLR.
    assertEquals(1, cycle.rate(1, 29, 0, 100), 1e-15);
    assertEquals(0.52, cycle.rate(1, 29, 0, 200) / cycle.rate(1, 59, 0, 200), 0.02);
    assertEquals((1 + 4e-6) / 2, cycle.rate(1, 64, 0, 100), 1e-15);
    assertEquals(4e-6, cycle.rate(1, 99, 0, 100), 1e-15);
    assertEquals(1, cycle.rate(1, 0, 0, 1));
  }

  @Test
  void fallsOnAPlateau() {
    Schedule schedule = new Schedule.Warmup(1, new Schedule.Plateau(0.5, 2, 0.2));
    PlateauRate rate = new PlateauRate(schedule, "validation", false);
    double[] losses = {3, 2, 2, 2.5, 1, 1, 1, 1, 1, 1, 1};
    double[] rates = {1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2};
    for (int i = 0; i < losses.length; i++) {
      rate.seeEvaluation(new SplitResult(1, "train", 1, 9, List.of()));
      rate.seeEvaluation(new SplitResult(1, "validation", 1, losses[i], List.of()));
      assertEquals(rates[i], rate.of(1), 1e-15, "after evaluation " + i);
      PlateauRate resumed = new PlateauRate(schedule, "validation", false);
      resumed.restore(StoredState.of(Path.of("f"), rate.toTensors()));
      rate = resumed;
    }
    assertEquals(0.1, rate.of(0.1), "the minimum does not lift a rate");
  }

  @Test
  void periods() {
    assertEquals("10 epochs", Period.epochs(10).toString());
    assertEquals("1 step", Period.steps(1).toString());
    assertEquals(6000, Period.epochs(10).inSteps(600));
    assertEquals(Long.MAX_VALUE, Period.epochs(Long.MAX_VALUE).inSteps(600));
    assertThrows(IllegalArgumentException.class, () -> Period.steps(0));
  }
}
