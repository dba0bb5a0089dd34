package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetricsTest {
  /** Of class 0: 3 right, 1 taken for 1. Of class 1: 2 right. No member of 2, one taken for it. */
  private static final double[] CONFUSION = {3, 1, 0, 0, 2, 1, 0, 0, 0};

  @Test
  void averagesOverRows() {
    assertEquals(0.7, value(MetricKind.MEAN, new double[] {7}).value());
  }

  @Test
  void averagesRecallOverClassesWithMembers() {
    assertEquals((3.0 / 4 + 2.0 / 3) / 2, value(MetricKind.RECALL, CONFUSION).value(), 1e-15);
  }

  @Test
  void averagesPrecisionOverClassesThatArePredicted() {
    double[] neverPredicted = {3, 0, 0, 1, 0, 0, 0, 0, 2};
    assertEquals((3.0 / 4 + 1) / 2, value(MetricKind.PRECISION, neverPredicted).value(), 1e-15);
    assertEquals((1 + 2.0 / 3 + 0) / 3, value(MetricKind.PRECISION, CONFUSION).value(), 1e-15);
    assertTrue(Double.isNaN(Metrics.precision(new double[9], 3)));
  }

  @Test
  void givesTheMatrixItself() {
    MetricValue value = value(MetricKind.CONFUSION, CONFUSION);
    assertArrayEquals(CONFUSION, value.confusion().orElseThrow());
    assertEquals(5.0 / 7, value.value(), 1e-15);
  }

  @Test
  void aMatrixIsSquare() {
    assertThrows(
        IllegalArgumentException.class, () -> new MetricSpec("c", MetricKind.CONFUSION, 8));
    assertThrows(IllegalArgumentException.class, () -> new MetricSpec("m", MetricKind.MEAN, 2));
    assertEquals(3, new MetricSpec("c", MetricKind.RECALL, 9).classes());
  }

  @Test
  void aLossCurveIsThinnedEvenly() {
    LossCurve curve = new LossCurve(8);
    for (int step = 1; step <= 100; step++) {
      curve.add(step, step * 10);
      assertTrue(curve.size() <= 8);
    }
    assertEquals(16, curve.stride());
    for (int i = 0; i < curve.size(); i++) {
      assertEquals(1 + 16 * i, curve.step(i));
      assertEquals(10.0 * curve.step(i), curve.loss(i));
    }
    assertEquals(7, curve.size());
  }

  private static MetricValue value(MetricKind kind, double[] statistics) {
    return Metrics.value(new MetricSpec("m", kind, statistics.length), statistics, 10);
  }
}
