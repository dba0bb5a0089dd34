package dev.netc.cli.bench;

import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.net.KernelWatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gives every kernel of a net a clock, which runs only while it is wanted. */
final class KernelClocks implements KernelWatch {
  private final Map<Work, List<Clock>> made = new EnumMap<>(Work.class);
  private boolean running;

  @Override
  public Kernel watched(Work work, Kernel kernel) {
    Clock clock = new Clock(kernel);
    made.computeIfAbsent(work, w -> new ArrayList<>()).add(clock);
    return clock;
  }

  @Override
  public boolean isWatching() {
    return running;
  }

  /** Starts or stops all clocks. */
  void run(boolean on) {
    running = on;
  }

  /** The times of each kernel, in the order in which the kernels run. */
  List<Samples> times(Work work) {
    return made.getOrDefault(work, List.of()).stream().map(clock -> clock.times).toList();
  }

  private final class Clock implements Kernel {
    private final Kernel kernel;
    private final Samples times = new Samples();

    Clock(Kernel kernel) {
      this.kernel = kernel;
    }

    @Override
    public void prepare() {
      kernel.prepare();
    }

    @Override
    public void run() {
      if (!running) {
        kernel.run();
        return;
      }
      long start = System.nanoTime();
      kernel.run();
      times.add(System.nanoTime() - start);
    }
  }
}
