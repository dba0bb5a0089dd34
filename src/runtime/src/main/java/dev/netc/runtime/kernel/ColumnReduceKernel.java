package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reduces [outer, axis, inner] over the axis: the loops run along contiguous memory, also where the
 * axis is the batch, and all its pixels. Shared by a team: some columns for each piece, or where
 * these are few, some rows, whose totals are combined in order. The pieces depend on sizes alone.
 */
final class ColumnReduceKernel implements Kernel, Staged {
  private static final int MOST_PIECES = 8;

  /** Elements that are worth a piece of their own: some 10 µs. */
  private static final long WORTHWHILE = 32_768;

  /** The same of halves, where threads need not meet for it. */
  private static final long WORTHWHILE_HALF = 4096;

  private final Team team;
  private final Reduction op;
  private final View y;
  private final int outer;
  private final int axis;
  private final int inner;
  private final float scale;

  /** Columns that are reduced together, and runs of so many columns. */
  private final int width;

  private final int runs;

  /** Parts of the axis, and pieces of the parts of all runs. */
  private final int parts;

  private final int pieces;

  /** Whether that many elements are worth that threads meet. */
  private final boolean isLarge;

  private final Footprint.Range[] partials;
  private final ColumnTotals[] totals;
  private final double[][] results;
  private final double[] combined;
  private final float[][] rounded;
  private final Team.Work work = this::piece;

  /**
   * @param terms one for each piece
   */
  ColumnReduceKernel(
      Team team,
      Reduction op,
      Supplier<ColumnTerms> terms,
      View y,
      int outer,
      int axis,
      int inner,
      float scale) {
    this.team = team;
    this.op = op;
    this.y = y;
    this.outer = outer;
    this.axis = axis;
    this.inner = inner;
    this.scale = scale;
    this.width = Math.min(inner, ColumnTotals.TILE);
    this.runs = Math.multiplyExact(outer, (inner + width - 1) / width);
    long elements = (long) outer * axis * inner;
    long worthwhile =
        Math.max(elements / WORTHWHILE, Math.min(2, Math.max(1, elements / WORTHWHILE_HALF)));
    this.isLarge = elements >= 2 * WORTHWHILE;
    this.parts = (int) Math.min(axis, Math.min(worthwhile, Math.max(1, MOST_PIECES / runs)));
    this.pieces =
        parts > 1 ? runs * parts : (int) Math.min(runs, Math.min(worthwhile, MOST_PIECES));
    this.partials = new Footprint.Range[pieces];
    Arrays.setAll(partials, i -> Footprint.Range.ofArrays());
    this.totals = new ColumnTotals[pieces];
    Arrays.setAll(totals, i -> new ColumnTotals(op, terms.get()));
    this.results = new double[pieces][width];
    this.combined = new double[width];
    this.rounded = new float[pieces][width];
  }

  @Override
  public void run() {
    if (isLarge) {
      team.run(work, pieces);
    } else {
      for (int piece = 0; piece < pieces; piece++) {
        piece(piece);
      }
    }
    if (parts > 1) {
      combine();
    }
  }

  private void combine() {
    for (int run = 0; run < runs; run++) {
      combine(run);
    }
  }

  @Override
  public List<List<Kernel>> stages() {
    List<Kernel> first = new ArrayList<>();
    for (int piece = 0; piece < pieces; piece++) {
      first.add(new Piece(piece));
    }
    return parts > 1 ? List.of(first, List.of(new Combination())) : List.of(first);
  }

  private final class Piece implements Kernel, Footprint.Known {
    private final int piece;

    Piece(int piece) {
      this.piece = piece;
    }

    @Override
    public Optional<Footprint> footprint() {
      Footprint.Range written = parts > 1 ? partials[piece] : Footprint.Range.of(y);
      return Optional.of(new Footprint(sources(), List.of(written)));
    }

    private List<Footprint.Range> sources() {
      if (outer > 1 || parts == 1) {
        return totals[piece].sources(0, (long) outer * axis * inner);
      }
      long from = from(piece % parts);
      return totals[piece].sources(from * inner, (to(piece % parts) - from) * inner);
    }

    @Override
    public void run() {
      piece(piece);
    }
  }

  private final class Combination implements Kernel, Footprint.Known {
    @Override
    public Optional<Footprint> footprint() {
      return Optional.of(new Footprint(List.of(partials), List.of(Footprint.Range.of(y))));
    }

    @Override
    public void run() {
      combine();
    }
  }

  private int from(int part) {
    return (int) ((long) axis * part / parts);
  }

  private int to(int part) {
    return from(part + 1);
  }

  private void piece(int piece) {
    if (parts > 1) {
      int part = piece % parts;
      reduce(piece, piece / parts, from(part), to(part));
      return;
    }
    int end = (int) ((long) runs * (piece + 1) / pieces);
    for (int run = (int) ((long) runs * piece / pieces); run < end; run++) {
      reduce(piece, run, 0, axis);
      write(results[piece], rounded[piece], run);
    }
  }

  private int firstColumn(int run) {
    return run / outer * width;
  }

  private int columns(int run) {
    return Math.min(width, inner - firstColumn(run));
  }

  private void reduce(int piece, int run, int from, int to) {
    int at = (run % outer * axis + from) * inner + firstColumn(run);
    totals[piece].reduce(at, to - from, inner, columns(run), results[piece]);
  }

  private void combine(int run) {
    int first = run * parts;
    int n = columns(run);
    System.arraycopy(results[first], 0, combined, 0, n);
    for (int part = 1; part < parts; part++) {
      for (int c = 0; c < n; c++) {
        combined[c] = ColumnTotals.combine(op, combined[c], results[first + part][c]);
      }
    }
    write(combined, rounded[first], run);
  }

  private void write(double[] result, float[] rounded, int run) {
    int n = columns(run);
    for (int c = 0; c < n; c++) {
      rounded[c] = (float) (scale * result[c]);
    }
    y.set((long) (run % outer) * inner + firstColumn(run), rounded, 0, n);
  }
}
