package dev.netc.cli.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogScaleTest {
  /** For logarithms of numbers of a few digits. */
  private static final double TOLERANCE = 1e-9;

  @Test
  void equalRatiosAreEquallyLong() {
    LogScale scale = new LogScale(1, 1000, 0, 300);
    assertEquals(0, scale.at(1), TOLERANCE);
    assertEquals(100, scale.at(10), TOLERANCE);
    assertEquals(250, scale.at(Math.pow(10, 2.5)), TOLERANCE);
  }

  @Test
  void anAxisMayGoUpwards() {
    LogScale scale = new LogScale(1, 100, 300, 100);
    assertEquals(200, scale.at(10), TOLERANCE);
  }

  @Test
  void oneValueIsInTheMiddleOfADecade() {
    LogScale scale = LogScale.around(DoubleStream.of(5), 0, 100);
    assertEquals(50, scale.at(5), TOLERANCE);
    assertEquals(10, scale.most() / scale.least(), TOLERANCE);
    assertTrue(scale.labels().size() >= 3, () -> scale.labels().toString());
  }

  @Test
  void allValuesAreWithin() {
    LogScale scale = LogScale.around(DoubleStream.of(3e-6, 2, 7e-4), 0, 100);
    assertTrue(scale.at(3e-6) > 0 && scale.at(2) < 100);
  }

  @Test
  void fewDecadesHaveLabelsBetweenPowersOfTen() {
    LogScale scale = new LogScale(0.95, 22, 0, 100);
    assertEquals(List.of(1.0, 2.0, 5.0, 10.0, 20.0), scale.labels());
    assertEquals(11, scale.lines().size(), "1 to 9, 10, 20");
  }

  @Test
  void manyDecadesHaveLabelsAtSomePowersOfTen() {
    assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), new LogScale(0.5, 5e3, 0, 1).labels());
    LogScale wide = new LogScale(1e-10, 1e10, 0, 1);
    assertEquals(6, wide.labels().size());
    assertEquals(21, wide.lines().size());
  }

  @Test
  void quantitiesHaveThreeDigitsAndAPrefix() {
    assertEquals("1 ms", Prefixed.text(0.001, "s"));
    assertEquals("12.3 µs", Prefixed.text(12.34e-6, "s"));
    assertEquals("1 GFLOP", Prefixed.text(999.9e6, "FLOP"));
    assertEquals("500 B", Prefixed.text(500, "B"));
    assertEquals("2 EB", Prefixed.text(2e18, "B"));
    assertEquals("0 FLOP", Prefixed.text(0, "FLOP"));
  }
}
