package dev.netc.runtime.net;

import dev.netc.runtime.kernel.Team;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes the samples of a batch through a net in portions. What a portion needs fits into a core's
 * cache, and a thread takes it through all layers before it takes the next one, so that no thread
 * waits for others between two layers. How large portions are depends on the net and on the number
 * of samples, not on the number of threads; so do the bits of what is computed.
 */
final class Portions implements AutoCloseable {
  /** Floats of a portion: half of a core's cache of the second level, the other is for weights. */
  private static final long MOST_FLOATS = 1 << 16;

  /** Samples of a portion, also where fewer would fit: kernels are slow for less. */
  private static final long FEWEST_ROWS = 8;

  /** More samples than these in a portion are so small that their layers are worth sharing. */
  private static final long MOST_ROWS = 32;

  /** Where a sample needs more floats, cores share its layers better than they share samples. */
  private static final long LARGEST_SAMPLE = 1 << 18;

  /** Fewer portions than these leave cores without work. */
  private static final int FEWEST_PORTIONS = 4;

  /** Parameters of a net that each thread may keep in its kernels' layout: 16 MiB. */
  private static final long MOST_PARAMETERS = 1 << 22;

  private final Team team = Team.ofProcess();
  private final Queue<CompiledNet> free = new ConcurrentLinkedQueue<>();
  private final CompiledNet net;
  private final int size;
  private int made;

  Portions(CompiledNet net) {
    this.net = net;
    MemoryPlan memory = net.spec().memory();
    long floats = Math.max(1, memory.inputsPerSample() + memory.activationsPerSample());
    long rows = Math.max(FEWEST_ROWS, MOST_FLOATS / floats);
    boolean pays =
        net.spec().independentSamples()
            && rows <= MOST_ROWS
            && floats <= LARGEST_SAMPLE
            && memory.parameters() <= MOST_PARAMETERS;
    this.size = pays ? (int) rows : Integer.MAX_VALUE;
  }

  /** What is done with a net that has as many samples as a portion. */
  interface Work {
    /**
     * @param sized has its kernels
     * @param first of the portion's samples
     */
    void run(CompiledNet sized, int first);
  }

  /** Has all samples from 0 to before {@code rows} worked on, at most the net's batch. */
  void run(int rows, Work work) {
    int whole = rows / size;
    // Weights that may change at any time would be brought into the kernels' layout by each
    // portion.
    if (whole < FEWEST_PORTIONS || !net.shared().parameters.announcesChanges()) {
      CompiledNet sized = net.sized(rows);
      sized.runsLast(sized.inference());
      work.run(sized, 0);
      return;
    }
    make(Math.min(team.size(), whole));
    int rest = rows % size;
    if (rest > 0) {
      net.sized(rest).inference();
    }
    team.run(
        portion -> {
          if (portion < whole) {
            portion(portion * size, work);
          } else {
            work.run(net.sized(rest), whole * size);
          }
        },
        rest == 0 ? whole : whole + 1);
  }

  /** Makes an instance for each thread that may work, with its kernels. */
  private void make(int wanted) {
    for (; made < wanted; made++) {
      CompiledNet sized = net.resized(size);
      free.add(withKernels(sized));
    }
  }

  private static CompiledNet withKernels(CompiledNet sized) {
    try {
      sized.inference();
      return sized;
    } catch (RuntimeException | Error e) { // There may be no memory for them.
      sized.close();
      throw e;
    }
  }

  private void portion(int first, Work work) {
    CompiledNet sized = free.remove();
    try {
      work.run(sized, first);
    } finally {
      free.add(sized);
    }
  }

  @Override
  public void close() {
    free.forEach(CompiledNet::close);
  }
}
