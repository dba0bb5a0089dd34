package dev.netc.cli.bench;

import dev.netc.compiler.emit.EmittedKernel;
import dev.netc.runtime.net.KernelWatch.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Measures a subject: short rounds without and with clocks at its kernels take turns, so that what
 * else the machine does disturbs both alike.
 */
public final class Bench {
  private static final double WARM_UP = 0.4;
  private static final int LEAST_STEPS = 5;
  private static final long ROUND_NANOS = 50_000_000;

  private final Subject subject;
  private final String kernels;
  private final ProductPeak peak;
  private final Samples plain = new Samples();
  private final Samples clocked = new Samples();

  private Bench(Subject subject, String kernels, ProductPeak peak) {
    this.subject = subject;
    this.kernels = kernels;
    this.peak = peak;
  }

  /**
   * Measures for a time, after a shorter one to warm up.
   *
   * @param kernels the name of the set that the subject runs on
   * @param peak of the same set; measured on meanwhile
   * @param seconds the time of all timed steps together, where their number is not given
   * @param steps how many steps are timed, as many are run before them
   */
  public static BenchResult measure(
      Subject subject, String kernels, ProductPeak peak, double seconds, OptionalInt steps) {
    Bench bench = new Bench(subject, kernels, peak);
    bench.run(seconds, steps);
    return bench.result();
  }

  private void run(double seconds, OptionalInt steps) {
    peak.measure();
    if (steps.isPresent()) {
      time(new Samples(), Long.MAX_VALUE, steps.getAsInt());
    } else {
      time(new Samples(), nanos(WARM_UP * seconds), Integer.MAX_VALUE);
    }
    peak.measure();
    long end = System.nanoTime() + nanos(seconds);
    while (steps.isPresent()
        ? plain.count() < steps.getAsInt()
        : System.nanoTime() < end || clocked.count() < LEAST_STEPS) {
      int left = steps.isPresent() ? steps.getAsInt() - plain.count() : Integer.MAX_VALUE;
      subject.clocks.run(false);
      time(plain, ROUND_NANOS, left);
      subject.clocks.run(true);
      time(clocked, ROUND_NANOS, left);
    }
    peak.measure();
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  /** Runs steps, one at least, until a time is over or so many are made. */
  private void time(Samples into, long nanos, int most) {
    long processor = ProcessFigures.processorNanos();
    long start = System.nanoTime();
    long last = start;
    for (int i = 0; i < most && (i == 0 || last - start < nanos); i++) {
      subject.run();
      long now = System.nanoTime();
      into.add(now - last);
      last = now;
    }
    into.addProcessor(ProcessFigures.processorNanos() - processor);
  }

  private BenchResult result() {
    double step = clocked.median();
    List<KernelRow> rows = new ArrayList<>();
    for (KernelRow row : rows()) {
      rows.add(row.withShareOf(step));
    }
    rows.sort(Comparator.comparingDouble(KernelRow::seconds).reversed());
    double inKernels = rows.stream().mapToDouble(KernelRow::seconds).sum();
    return new BenchResult(
        subject.task.kind(),
        subject.task.name(),
        subject.task.batch(),
        kernels,
        subject.task.parameters(),
        plain.count(),
        plain.median(),
        plain.quickest(),
        plain.processorSeconds() / plain.count(),
        rows.stream().mapToLong(KernelRow::flops).sum(),
        peak.flopsPerSecond(),
        subject.planned(),
        subject.scratch(),
        subject.taken(),
        ProcessFigures.peakBytes(),
        List.copyOf(rows),
        Math.max(0, step - inKernels));
  }

  /** The operations of a step, each with all of its kernels. */
  private List<KernelRow> rows() {
    List<KernelRow> rows = new ArrayList<>();
    List<Samples> times = subject.clocks.times(subject.task.work());
    if (times.size() != subject.kernels.size()) {
      throw new IllegalStateException(
          "%d kernels for %d".formatted(times.size(), subject.kernels.size()));
    }
    for (int i = 0; i < times.size(); i++) {
      EmittedKernel kernel = subject.kernels.get(i);
      double seconds = times.get(i).median();
      if (kernel.isFirst()) {
        rows.add(row(kernel, seconds));
      } else {
        rows.set(rows.size() - 1, rows.get(rows.size() - 1).plus(seconds));
      }
    }
    if (subject.task.work() == Work.TRAINING) {
      KernelRow update = subject.task.update().orElseThrow();
      for (Samples time : subject.clocks.times(Work.UPDATE)) {
        update = update.plus(time.median());
      }
      rows.add(update);
    }
    return rows;
  }

  private KernelRow row(EmittedKernel kernel, double seconds) {
    int batch = subject.task.batch();
    return new KernelRow(
        kernel.operation(),
        kernel.value(),
        kernel.position(),
        1,
        seconds,
        0,
        kernel.flops().total(batch),
        kernel.bytes(batch));
  }
}
