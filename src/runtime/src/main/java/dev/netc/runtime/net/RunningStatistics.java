package dev.netc.runtime.net;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The statistics that end the arena of parameters. A step computes their next values apart, in the
 * same order, so that a step whose loss is not finite leaves them as they are.
 */
final class RunningStatistics {
  /** Floats of one run: what a view's buffer can hold, and a multiple of the alignment. */
  private static final long RUN = 1L << 28;

  private record Run(View now, View next) {}

  private final Arena parameters;
  private final List<Run> runs = new ArrayList<>();

  RunningStatistics(SharedMemory shared, MemoryPlan plan) {
    parameters = shared.parameters;
    long first = plan.parameters() - plan.running();
    for (long at = 0; at < plan.running(); at += RUN) {
      long size = Math.min(RUN, plan.running() - at);
      runs.add(new Run(parameters.view(first + at, size), shared.nextStates().view(at, size)));
    }
  }

  /** Puts what the last step computed in the place of what was. Allocates nothing. */
  void commit() {
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      run.now.set(0, run.next, 0, (int) run.next.size());
    }
    if (!runs.isEmpty()) {
      parameters.changed();
    }
  }
}
