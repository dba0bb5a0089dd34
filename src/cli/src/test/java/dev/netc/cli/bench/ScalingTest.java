package dev.netc.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScalingTest {
  /** For the sums of a few logarithms. */
  private static final double TOLERANCE = 1e-12;

  private static BenchResult result(String name, int batch, long flops, double seconds) {
    return new BenchResult(
        "train",
        name,
        batch,
        "portable",
        1,
        1,
        seconds,
        seconds,
        seconds,
        flops,
        1e9,
        1,
        0,
        1,
        OptionalLong.empty(),
        List.of(),
        0);
  }

  @Test
  void aPowerLawHasItsExponent() {
    double[] work = {1e6, 4e6, 9e6, 25e6};
    double[] roots = {1, 2, 3, 5};
    assertEquals(0.5, Scaling.exponent(work, roots), TOLERANCE);
    assertEquals(1, Scaling.exponent(work, new double[] {1, 4, 9, 25}), TOLERANCE);
  }

  @Test
  void theLineIsThatOfLeastSquares() {
    // In powers of ten: (0, 0), (1, 1), (2, 0), (3, 3); the sums of products are 4 and 5.
    double[] work = {1, 10, 100, 1000};
    double[] time = {1, 10, 1, 1000};
    assertEquals(4.0 / 5, Scaling.exponent(work, time), TOLERANCE);
  }

  @Test
  void aNameWithSeveralBatchesHasItsOwnAndAllHaveOneTogether() {
    List<BenchResult> results =
        List.of(
            result("Deep", 1, 100, 1), result("Deep", 2, 200, 2), result("Wide", 1, 10_000, 100));
    List<Scaling> scalings = Scaling.of(results);
    assertEquals(List.of("Deep", ""), scalings.stream().map(Scaling::name).toList());
    assertEquals(List.of(2, 3), scalings.stream().map(Scaling::points).toList());
    assertEquals(1, scalings.get(1).exponent(), TOLERANCE);
  }

  @Test
  void ofOneNameThereIsOnlyOne() {
    List<BenchResult> results = List.of(result("Deep", 1, 100, 1), result("Deep", 2, 200, 1));
    assertEquals(List.of(new Scaling("Deep", 0, 2)), Scaling.of(results));
  }

  @Test
  void theSameOrNoWorkHasNone() {
    assertEquals(List.of(), Scaling.of(List.of(result("Deep", 1, 100, 1))));
    assertEquals(
        List.of(), Scaling.of(List.of(result("Deep", 1, 100, 1), result("Copy", 1, 100, 2))));
    assertEquals(
        List.of(), Scaling.of(List.of(result("Deep", 1, 0, 1), result("Deep", 2, 100, 2))));
  }
}
