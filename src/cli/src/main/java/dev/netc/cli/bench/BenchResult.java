package dev.netc.cli.bench;

import java.util.List;
import java.util.OptionalLong;

/**
 * What was measured.
 *
 * @param kind {@code train} or {@code net}
 * @param batch samples of a step, which for a net is a prediction
 * @param kernels the name of the set of kernels
 * @param parameters numbers in all parameters of the net
 * @param steps how many were timed without clocks at their kernels
 * @param seconds the median of their times
 * @param quickest the shortest of their times, in seconds
 * @param processor seconds of processor time that the process took for a step, on all cores
 * @param flops of a step
 * @param peak flops per second of a large matrix product in the same run
 * @param planned bytes of memory that net and kernels need, known before any is taken
 * @param scratch bytes of them that kernels need beside the values of the net
 * @param taken bytes of memory that net and kernels took
 * @param resident the most memory that the whole process had, where the system says so
 * @param rows the operations of a step, that with the longest time first
 * @param rest seconds of a step outside of kernels, with clocks at all kernels
 */
public record BenchResult(
    String kind,
    String name,
    int batch,
    String kernels,
    long parameters,
    int steps,
    double seconds,
    double quickest,
    double processor,
    long flops,
    double peak,
    long planned,
    long scratch,
    long taken,
    OptionalLong resident,
    List<KernelRow> rows,
    double rest) {

  /** Steps in a second. */
  public double stepsPerSecond() {
    return 1 / seconds;
  }

  /** Flops per second. */
  public double speed() {
    return flops / seconds;
  }
}
