package dev.netc.runtime.kernel;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that help the caller with the pieces of a kernel. Each begins with its own share of them,
 * neighbours that it had in the last run too, then takes what others have not begun. So does the
 * caller, which waits only for pieces that another thread has begun: where another process has a
 * core, and a worker does not get to run, the caller does all the work alone, and nobody stands at
 * a barrier. A kernel's pieces are the same however many threads take them, hence so are its
 * results.
 */
public final class Team {
  /** The variable that also limits the threads of native libraries. */
  private static final String THREADS = "OMP_NUM_THREADS";

  /** The threads of this process that kernels share; made when first asked for. */
  public static Team ofProcess() {
    return OfProcess.TEAM;
  }

  private static final class OfProcess {
    static final Team TEAM = new Team(threads());
  }

  private static int threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    String wanted = System.getenv(THREADS);
    // Also "4,2", a number for each level of nesting.
    return wanted != null && wanted.matches("[1-9]\\d{0,3}\\b.*")
        ? Math.min(processors, Integer.parseInt(wanted.split("\\D", 2)[0]))
        : processors;
  }

  /** Pieces of a kernel that is worth sharing; each thread takes one if all are free. */
  final int size;

  /** How many threads it has, the caller among them. */
  public int size() {
    return size;
  }

  /** A kernel in pieces that do not depend on each other. */
  public interface Work {
    /** Computes one of the pieces, which are numbered from 0. */
    void run(int piece);
  }

  /** Looks of a worker for work in quick succession, for about 10 µs. */
  private static final int QUICK_LOOKS = 200;

  /** Looks between which others may have the core; then it sleeps. */
  private static final int POLITE_LOOKS = 400;

  private static final int BITS = 16;
  private static final int MASK = (1 << BITS) - 1;

  private final AtomicBoolean busy = new AtomicBoolean();

  /** Longs between two of {@link #shares}, so that each is in a cache line of its own. */
  private static final int APART = 16;

  /**
   * Of each thread: the number of the job, the end of its share of the pieces, the next of them.
   */
  private final AtomicLongArray shares;

  private final AtomicInteger done = new AtomicInteger();
  private final Worker[] workers;
  private Work work; // written before, and read after, the job is made known
  private volatile Throwable failure;

  /**
   * @param size threads, the caller among them
   */
  Team(int size) {
    this.size = Math.max(1, Math.min(size, MASK));
    this.shares = new AtomicLongArray(this.size * APART);
    this.workers = new Worker[this.size - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
    }
    for (Worker worker : workers) {
      worker.start();
    }
  }

  /**
   * Runs all pieces of a kernel. Pieces run on any thread; returns when all are done.
   *
   * @throws RuntimeException what a piece has thrown
   */
  public void run(Work kernel, int pieces) {
    if (pieces > MASK) {
      run(kernel, MASK);
      run(piece -> kernel.run(MASK + piece), pieces - MASK);
      return;
    }
    // Another thread's kernel has the workers: this one goes on alone rather than to wait.
    if (workers.length == 0 || pieces == 1 || !busy.compareAndSet(false, true)) {
      for (int piece = 0; piece < pieces; piece++) {
        kernel.run(piece);
      }
      return;
    }
    try {
      work = kernel;
      done.set(0);
      share(pieces);
      wake(pieces - 1);
      takePieces(0);
      awaitAll(pieces);
      rethrow();
    } finally {
      work = null;
      busy.set(false);
    }
  }

  /** Kernels that do not depend on each other, as one. */
  Kernel shared(Kernel... pieces) {
    if (pieces.length == 1) {
      return pieces[0];
    }
    return new Shared(this, pieces);
  }

  private record Shared(Team team, Kernel[] pieces) implements Kernel, Staged, Work {
    @Override
    public List<List<Kernel>> stages() {
      return List.of(List.of(pieces));
    }

    @Override
    public void prepare() {
      for (Kernel piece : pieces) {
        piece.prepare();
      }
    }

    @Override
    public void run() {
      team.run(this, pieces.length);
    }

    @Override
    public void run(int piece) {
      pieces[piece].run();
    }
  }

  private void wake(int wanted) {
    for (int i = 0; i < workers.length && i < wanted; i++) {
      if (workers[i].sleeping) {
        LockSupport.unpark(workers[i]);
      }
    }
  }

  private void share(int pieces) {
    long number = ((shares.get(0) >>> 2 * BITS) + 1) << 2 * BITS;
    for (int i = 0; i < size; i++) {
      long first = (long) pieces * i / size;
      long end = (long) pieces * (i + 1) / size;
      shares.set(i * APART, number | end << BITS | first);
    }
  }

  /**
   * Takes pieces of a job and runs them until none is left: first those of the thread's own share,
   * then those of others; whether there was any. A job that has not reached its own share yet is
   * left for the next look: else it would take what is in another's cache, and that one its own.
   */
  private boolean takePieces(int thread) {
    long job = shares.get(thread * APART) >>> 2 * BITS;
    boolean any = false;
    for (int i = 0; i < size; i++) {
      any |= takeFrom((thread + i) % size * APART, job);
    }
    return any;
  }

  private boolean takeFrom(int share, long job) {
    boolean any = false;
    while (true) {
      long seen = shares.get(share);
      int next = (int) seen & MASK;
      if (seen >>> 2 * BITS != job || next >= ((int) (seen >>> BITS) & MASK)) {
        return any;
      }
      Work kernel = work;
      // Succeeds only while the job is still the one that was seen, hence the kernel is its.
      if (shares.compareAndSet(share, seen, seen + 1)) {
        any = true;
        take(kernel, next);
      }
    }
  }

  private void take(Work kernel, int piece) {
    try {
      kernel.run(piece);
    } catch (RuntimeException | Error e) { // The caller throws it; it must not wait for ever.
      failure = e;
    } finally {
      done.incrementAndGet();
    }
  }

  private void awaitAll(int pieces) {
    for (int looks = 0; done.get() < pieces; looks++) {
      await(looks);
    }
  }

  /** Waits a little, the longer the more often one has looked already. */
  static void await(int looks) {
    if (looks < QUICK_LOOKS) {
      Thread.onSpinWait();
    } else {
      Thread.yield(); // to a worker that has no core
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null; // Only then: the workers read what lies beside it.
      throw unchecked(thrown);
    }
  }

  /** What a piece has thrown, to be thrown again; an error is thrown here. */
  static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  private final class Worker extends Thread {
    private volatile boolean sleeping;

    private final int number;

    Worker(int number) {
      super("netc-kernels-" + number);
      this.number = number;
      setDaemon(true);
    }

    @Override
    public void run() {
      OneThread.begin(); // for ever: it runs nothing but kernels
      while (true) {
        int looks = 0;
        while (looks < QUICK_LOOKS + POLITE_LOOKS) {
          if (takePieces(number)) {
            looks = 0;
          } else if (looks++ < QUICK_LOOKS) {
            Thread.onSpinWait();
          } else {
            Thread.yield();
          }
        }
        sleep();
      }
    }

    private void sleep() {
      sleeping = true;
      // A job made known after this look finds the thread sleeping, and wakes it.
      if (!takePieces(number)) {
        LockSupport.park(Team.this);
      }
      sleeping = false;
    }
  }
}
