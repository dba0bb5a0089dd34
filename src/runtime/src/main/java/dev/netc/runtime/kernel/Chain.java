package dev.netc.runtime.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Successive kernels that threads need not finish together. A piece of a later kernel runs as soon
 * as the pieces are done that wrote what it reads, or read what it writes, which its footprint
 * tells. Each thread has its share of the pieces of each kernel, neighbours among each other, so
 * that it mostly goes on with what it wrote itself: depth first, while that is in its core's cache.
 * Where the next piece must wait, a thread runs one of the pieces after it, or what it waits for
 * unless somebody has begun that; who has run all of its own takes those of others. The pieces are
 * those of the kernels, hence so are the results.
 */
public final class Chain implements Kernel, Team.Work {
  /** More pieces than these begin another chain: what depends on what is found by pairs. */
  private static final int MOST_PIECES = 512;

  /** Of its next pieces, how many a thread looks at for one that need not wait. */
  private static final int AHEAD = 8;

  /** Numbers between two of a state, so that each is in a cache line of its own. */
  private static final int APART = 16;

  private final Team team;
  private final Kernel[] pieces;

  /** Of each piece: the earlier pieces that it must follow, but for those that others follow. */
  private final int[][] needs;

  /** Of each thread: its pieces, in order. */
  private final int[][] shares;

  /** Number of the last run in which a piece was begun, and in which it was done. */
  private final AtomicIntegerArray begun;

  private final AtomicIntegerArray done;
  private int runs; // written before, and read after, the team's job is made known

  /** Of the pieces of this run that have failed, the one that is the first in order. */
  private final AtomicInteger failed = new AtomicInteger();

  private Throwable failure; // guarded by failed

  private Chain(Team team, List<Stage> stages) {
    this.team = team;
    List<Kernel> all = new ArrayList<>();
    List<Footprint> footprints = new ArrayList<>();
    List<List<Integer>> byThread = new ArrayList<>();
    List<Integer> threads = new ArrayList<>();
    List<int[]> followed = new ArrayList<>();
    List<BitSet> before = new ArrayList<>();
    for (int i = 0; i < team.size; i++) {
      byThread.add(new ArrayList<>());
    }
    for (Stage stage : stages) {
      int first = all.size();
      for (Footprint footprint : stage.footprints()) {
        followed.add(needs(footprint, footprints, first, before));
        footprints.add(footprint);
      }
      all.addAll(stage.pieces());
      share(first, stage, byThread, threads);
    }
    this.pieces = all.toArray(Kernel[]::new);
    this.needs = followed.toArray(int[][]::new);
    this.shares = byThread.stream().map(this::depthFirst).toArray(int[][]::new);
    this.begun = new AtomicIntegerArray(pieces.length * APART);
    this.done = new AtomicIntegerArray(pieces.length * APART);
  }

  /**
   * Kernels that do what these do one after the other, with those made one that threads gain by.
   */
  public static Kernel[] join(Kernel... kernels) {
    Team team = Team.ofProcess();
    return team.size == 1 ? kernels : join(team, kernels);
  }

  static Kernel[] join(Team team, Kernel... kernels) {
    List<Kernel> joined = new ArrayList<>();
    List<Kernel> linked = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    for (Kernel kernel : kernels) {
      Optional<List<Stage>> more = Stage.of(kernel, stages);
      if (more.isEmpty() || Stage.pieces(stages) + Stage.pieces(more.get()) > MOST_PIECES) {
        end(team, linked, stages, joined);
        more = Stage.of(kernel, stages);
      }
      if (more.isEmpty()) {
        joined.add(kernel);
      } else {
        linked.add(kernel);
        more.get().forEach(stage -> stage.appendTo(stages));
      }
    }
    end(team, linked, stages, joined);
    return joined.toArray(Kernel[]::new);
  }

  /** Adds what has been linked to the kernels, and begins anew. */
  private static void end(Team team, List<Kernel> linked, List<Stage> stages, List<Kernel> joined) {
    long shared = stages.stream().filter(stage -> stage.pieces().size() > 1).count();
    if (shared > 1) {
      joined.add(new Chain(team, stages));
    } else {
      joined.addAll(linked);
    }
    linked.clear();
    stages.clear();
  }

  /**
   * The pieces that the next one must follow.
   *
   * @param earlier footprints of the pieces so far
   * @param end of those of earlier stages
   * @param before each piece so far, all that it comes after; the next one's is added
   */
  private static int[] needs(
      Footprint next, List<Footprint> earlier, int end, List<BitSet> before) {
    BitSet all = new BitSet();
    List<Integer> needs = new ArrayList<>();
    for (int i = end - 1; i >= 0; i--) {
      if (!all.get(i) && next.mustFollow(earlier.get(i))) {
        needs.add(i);
        all.set(i);
        all.or(before.get(i));
      }
    }
    before.add(all);
    return needs.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Gives each thread its share of a stage's pieces: those that read what it wrote, or else
   * neighbours.
   *
   * @param threads of all pieces so far
   */
  private static void share(
      int first, Stage stage, List<List<Integer>> byThread, List<Integer> threads) {
    int count = stage.pieces().size();
    int size = byThread.size();
    for (int i = 0; i < count; i++) {
      int origin = stage.origins().isEmpty() ? Origin.NONE : stage.origins().get(i);
      threads.add(origin == Origin.NONE ? i * size / count : threads.get(origin));
    }
    // Every other thread begins with the last one: so two neighbours come to where their shares
    // meet at about the same time, at the end.
    for (int i = 0; i < count; i++) {
      add(byThread, threads, first + i, 0);
      add(byThread, threads, first + count - 1 - i, 1);
    }
  }

  /** Gives a piece to its thread if the thread's number is even, or odd. */
  private static void add(
      List<List<Integer>> byThread, List<Integer> threads, int piece, int parity) {
    int thread = threads.get(piece);
    if (thread % 2 == parity) {
      byThread.get(thread).add(piece);
    }
  }

  /**
   * A thread's pieces in another order: after each, those follow that need nothing any more, and
   * nothing of other threads. So they find in the core's cache what has just been written.
   */
  private int[] depthFirst(List<Integer> own) {
    List<List<Integer>> followers = new ArrayList<>();
    for (int i = 0; i < pieces.length; i++) {
      followers.add(new ArrayList<>());
    }
    BitSet isOwn = new BitSet();
    own.forEach(isOwn::set);
    for (int piece : own) {
      if (Arrays.stream(needs[piece]).allMatch(isOwn::get)) {
        Arrays.stream(needs[piece]).forEach(needed -> followers.get(needed).add(piece));
      }
    }
    BitSet placed = new BitSet();
    List<Integer> order = new ArrayList<>();
    for (int piece : own) {
      place(piece, followers, placed, order);
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Places a piece, and depth first what follows it, behind the pieces placed so far. */
  private void place(int first, List<List<Integer>> followers, BitSet placed, List<Integer> order) {
    Deque<Integer> next = new ArrayDeque<>(List.of(first));
    while (!next.isEmpty()) {
      int piece = next.pop();
      if (placed.get(piece)) {
        continue;
      }
      placed.set(piece);
      order.add(piece);
      List<Integer> ready = new ArrayList<>();
      for (int follower : followers.get(piece)) {
        if (Arrays.stream(needs[follower]).allMatch(placed::get)) {
          ready.add(follower);
        }
      }
      for (int i = ready.size() - 1; i >= 0; i--) {
        next.push(ready.get(i));
      }
    }
  }

  @Override
  public void prepare() {
    for (Kernel piece : pieces) {
      piece.prepare();
    }
  }

  @Override
  public void run() {
    runs++;
    failed.set(pieces.length);
    team.run(this, shares.length);
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw Team.unchecked(thrown);
    }
  }

  @Override
  public void run(int thread) {
    for (int i = 0; i < shares.length; i++) {
      runAll(shares[(thread + i) % shares.length]);
    }
  }

  /** Runs the pieces of a share that nobody has begun, in order where that is possible. */
  private void runAll(int[] share) {
    int first = 0;
    int looks = 0;
    while (first < share.length) {
      if (hasBegun(share[first])) {
        first++;
      } else if (runNext(share, first)) {
        looks = 0;
      } else {
        Team.await(looks++);
      }
    }
  }

  /**
   * Runs a piece that needs nothing any more: the first of the next ones, or what the first one
   * waits for; whether there was any.
   */
  private boolean runNext(int[] share, int first) {
    int end = Math.min(share.length, first + AHEAD);
    for (int i = first; i < end; i++) {
      if (isReady(share[i]) && begin(share[i])) {
        runBegun(share[i]);
        return true;
      }
    }
    return help(share[first]);
  }

  /** Runs a piece that another one waits for and nobody has begun; whether there was any. */
  private boolean help(int piece) {
    int waiting = -1;
    for (int needed : needs[piece]) {
      if (!hasBegun(needed)) {
        if (!isReady(needed)) {
          waiting = needed;
        } else if (begin(needed)) {
          runBegun(needed);
          return true;
        }
      }
    }
    return waiting >= 0 && help(waiting);
  }

  private boolean isReady(int piece) {
    for (int needed : needs[piece]) {
      if (done.get(needed * APART) != runs) {
        return false;
      }
    }
    return true;
  }

  private boolean hasBegun(int piece) {
    return begun.get(piece * APART) == runs;
  }

  /** Whether it is this thread that begins a piece. */
  private boolean begin(int piece) {
    int last = begun.get(piece * APART);
    return last != runs && begun.compareAndSet(piece * APART, last, runs);
  }

  private void runBegun(int piece) {
    try {
      if (piece < failed.get()) {
        pieces[piece].run();
      }
    } catch (RuntimeException | Error e) { // The caller throws it; others must not wait for ever.
      fail(piece, e);
    }
    done.setRelease(piece * APART, runs);
  }

  /**
   * What comes before it in order still runs, so that it is always the same failure that is told.
   */
  private void fail(int piece, Throwable thrown) {
    synchronized (failed) {
      if (piece < failed.get()) {
        failed.set(piece);
        failure = thrown;
      }
    }
  }
}
