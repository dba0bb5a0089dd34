package dev.netc.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the time of a step grows with its work: as work<sup>exponent</sup>, where the exponent is the
 * slope of the least-squares line through the points (log work, log time). At 1 the time grows as
 * the work does; below 1 a larger step uses the machine better.
 *
 * @param name of what was measured for several batches; empty for all of the run together
 * @param points how many measurements
 */
public record Scaling(String name, double exponent, int points) {

  /** For each name with steps of different work, and for all names together where these do. */
  static List<Scaling> of(List<BenchResult> results) {
    Map<String, List<BenchResult>> byName = new LinkedHashMap<>();
    for (BenchResult result : results) {
      byName.computeIfAbsent(result.name(), name -> new ArrayList<>()).add(result);
    }
    List<Scaling> scalings = new ArrayList<>();
    byName.forEach((name, ofName) -> add(name, ofName, scalings));
    if (byName.size() > 1) {
      add("", results, scalings);
    }
    return scalings;
  }

  private static void add(String name, List<BenchResult> results, List<Scaling> into) {
    double[] work = results.stream().mapToDouble(BenchResult::flops).toArray();
    double[] time = results.stream().mapToDouble(BenchResult::seconds).toArray();
    double exponent = exponent(work, time);
    if (Double.isFinite(exponent)) {
      into.add(new Scaling(name, exponent, results.size()));
    }
  }

  /** The exponent; not finite if all work is the same, or anything is 0. */
  static double exponent(double[] work, double[] time) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < work.length; i++) {
      meanX += Math.log(work[i]) / work.length;
      meanY += Math.log(time[i]) / work.length;
    }
    double xx = 0;
    double xy = 0;
    boolean differ = false;
    for (int i = 0; i < work.length; i++) {
      double x = Math.log(work[i]) - meanX;
      xx += x * x;
      xy += x * (Math.log(time[i]) - meanY);
      differ |= work[i] != work[0];
    }
    return differ ? xy / xx : Double.NaN;
  }
}
