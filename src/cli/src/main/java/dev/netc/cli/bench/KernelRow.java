package dev.netc.cli.bench;

/**
 * The kernels of one operation in figures, for one step.
 *
 * @param operation what they do: {@code linear(w, bias, relu)}
 * @param value what they compute, in the words of the program; may be empty
 * @param position in the program; may be empty
 * @param calls how many kernels there are
 * @param seconds the medians of their times, added
 * @param share of the time of a step
 * @param flops floating-point operations
 * @param bytes that have to be moved
 */
public record KernelRow(
    String operation,
    String value,
    String position,
    int calls,
    double seconds,
    double share,
    long flops,
    long bytes) {

  KernelRow withShareOf(double step) {
    return new KernelRow(operation, value, position, calls, seconds, seconds / step, flops, bytes);
  }

  /** The same operation with another of its kernels. */
  KernelRow plus(double more) {
    return new KernelRow(
        operation, value, position, calls + 1, seconds + more, share, flops, bytes);
  }
}
