package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.nio.FloatBuffer;

/** Copies arrays of one size into a view, shared by several threads if they are large. */
public final class Intake {
  /** Floats that are worth sharing: some microseconds' work. */
  private static final int LARGE = 32_768;

  private static final int CACHE_LINE = 16;

  private final Team team = Team.ofProcess();
  private final View to;
  private final int size;
  private final int share;
  private final int pieces;
  private final Team.Work work = this::copy;
  private float[] from;
  private FloatBuffer buffer;
  private int first;

  /** Into all of a view. */
  public Intake(View to) {
    this.to = to;
    this.size = Math.toIntExact(to.size());
    int wanted = size < LARGE ? 1 : team.size;
    this.share = (size / wanted + CACHE_LINE) / CACHE_LINE * CACHE_LINE;
    this.pieces = Math.max(1, (size + share - 1) / share);
  }

  /** How many floats are copied. */
  public int size() {
    return size;
  }

  /** Copies the first floats of an array, as many as the view has; allocates nothing. */
  public void copy(float[] values) {
    copy(values, 0);
  }

  /** Copies the floats from an index on, as many as the view has; allocates nothing. */
  public void copy(float[] values, int at) {
    from = values;
    first = at;
    team.run(work, pieces);
    from = null;
  }

  /** Copies the first floats of a buffer, as many as the view has. */
  public void copy(FloatBuffer values) {
    buffer = values;
    try {
      team.run(work, pieces);
    } finally {
      buffer = null;
    }
  }

  private void copy(int piece) {
    int at = piece * share;
    int n = Math.min(share, size - at);
    if (buffer == null) {
      to.set(at, from, first + at, n);
    } else {
      to.set(at, buffer, at, n);
    }
  }
}
