package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a {@link TileFunction} over whole views: copies a tile of each input in, applies the
 * function, copies the tiles of the outputs out.
 */
final class ElementwiseKernel implements Kernel, Footprint.Known {
  /** Elements that are worth sharing: some microseconds' work. */
  private static final int LARGE = 16_384;

  /** Elements of a piece: few enough that what reads them next finds them in a core's cache. */
  private static final int PIECE = 100_000;

  private static final int MOST_PIECES = 32;

  /** Elements that are worth a piece where threads need not meet for it. */
  private static final int LEAST = 256;

  private final TileFunction function;
  private final int size;
  private final int from;
  private final int to;
  private final int tile;
  private final View[] sources;
  private final float[][] in;

  /** Per input, after how many elements it repeats; {@code size} for one that does not. */
  private final int[] periods;

  private final View[] sinks;
  private final float[][] out;

  /** Of all elements, on one thread. */
  ElementwiseKernel(TileFunction function, View[] in, View[] out, int size) {
    this(function, in, out, size, 0, size);
  }

  /**
   * Of the elements from one to before another; where inputs repeat, from a multiple of the tile or
   * of the longest period.
   */
  private ElementwiseKernel(
      TileFunction function, View[] in, View[] out, int size, int from, int to) {
    this.function = function;
    this.size = size;
    this.from = from;
    this.to = to;
    this.periods = periods(in, size);
    this.tile = tile(periods, size, out.length);
    this.sources = in.clone();
    this.in = new float[in.length][];
    this.sinks = out.clone();
    this.out = new float[out.length][];
  }

  /**
   * A kernel whose work is shared by a team if there is enough of it.
   *
   * @param function may be called by several threads at once
   */
  static Kernel shared(Team team, TileFunction function, View[] in, View[] out, int size) {
    int tile = tile(periods(in, size), size, out.length);
    int tiles = (size + tile - 1) / tile;
    if (size < LARGE) {
      ElementwiseKernel whole = new ElementwiseKernel(function, in, out, size);
      return size < team.size * LEAST || whole.rows() < team.size
          ? whole
          : new Small(whole, team.size);
    }
    int pieces = Math.min(tiles, Math.max(team.size, Math.min(MOST_PIECES, size / PIECE)));
    Kernel[] kernels = new Kernel[pieces];
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) tiles * i / pieces) * tile;
      int to = (int) Math.min(size, (long) tiles * (i + 1) / pieces * tile);
      kernels[i] = new ElementwiseKernel(function, in, out, size, from, to);
    }
    return team.shared(kernels);
  }

  /** Too little work for threads to meet; but those who are there anyway may share it. */
  private record Small(ElementwiseKernel whole, int parts) implements Kernel, Staged {
    @Override
    public List<List<Kernel>> stages() {
      List<Kernel> kernels = new ArrayList<>();
      int rows = whole.rows();
      int length = whole.size / rows;
      for (int i = 0; i < parts; i++) {
        int from = (int) ((long) rows * i / parts) * length;
        int to = (int) ((long) rows * (i + 1) / parts) * length;
        kernels.add(
            new ElementwiseKernel(
                whole.function, whole.sources, whole.sinks, whole.size, from, to));
      }
      return List.of(kernels);
    }

    @Override
    public void run() {
      whole.run();
    }
  }

  /** Runs of elements in which all that repeats does so; where nothing does, the elements. */
  private int rows() {
    int longest = 1;
    for (int period : periods) {
      longest = period < size ? Math.max(longest, period) : longest;
    }
    for (int period : periods) {
      if (period < size && longest % period != 0) {
        return 1;
      }
    }
    return size / longest;
  }

  @Override
  public Optional<Footprint> footprint() {
    List<Footprint.Range> reads = new ArrayList<>();
    for (int k = 0; k < in.length; k++) {
      reads.add(periods[k] == size ? part(sources[k]) : Footprint.Range.of(sources[k]));
    }
    return Optional.of(new Footprint(reads, Arrays.stream(sinks).map(this::part).toList()));
  }

  private Footprint.Range part(View view) {
    return Footprint.Range.of(view, from, to - from);
  }

  private static int[] periods(View[] in, int size) {
    int[] periods = new int[in.length];
    for (int k = 0; k < in.length; k++) {
      periods[k] = (int) in[k].size();
      if (periods[k] == 0 ? size != 0 : size % periods[k] != 0) {
        throw new IllegalArgumentException(
            "input %d has %d floats, which do not divide %d".formatted(k, periods[k], size));
      }
    }
    return periods;
  }

  /** A tile that holds its longest short period a whole number of times needs it copied once. */
  private static int tile(int[] periods, int size, int outputs) {
    int most = Tiles.floatsOfEachOf(periods.length + outputs);
    if (size <= most) {
      return Math.max(1, size);
    }
    int longest = 1;
    for (int period : periods) {
      if (period <= most) {
        longest = Math.max(longest, period);
      }
    }
    return most / longest * longest;
  }

  @Override
  public void run() {
    Tiles tiles = Tiles.ofThread();
    tiles.lend(in, 0);
    tiles.lend(out, in.length);
    for (int k = 0; k < in.length; k++) {
      if (sameInEveryTile(k)) {
        readPeriodic(k, 0, tile);
      }
    }
    for (int at = from; at < to; at += tile) {
      int n = Math.min(tile, to - at);
      read(at, n);
      function.apply(in, out, n);
      for (int k = 0; k < out.length; k++) {
        sinks[k].set(at, out[k], 0, n);
      }
    }
  }

  private boolean sameInEveryTile(int k) {
    return periods[k] < size && tile % periods[k] == 0;
  }

  private void read(int at, int n) {
    for (int k = 0; k < in.length; k++) {
      if (periods[k] == size) {
        sources[k].get(at, in[k], 0, n);
      } else if (!sameInEveryTile(k)) {
        readPeriodic(k, at, n);
      }
    }
  }

  /** Sets element j of an input's tile to the element {@code (at + j) mod period} of its view. */
  private void readPeriodic(int k, int at, int n) {
    int period = periods[k];
    int start = at % period;
    int filled = Math.min(n, period - start);
    sources[k].get(start, in[k], 0, filled);
    int rest = Math.min(n - filled, start);
    sources[k].get(0, in[k], filled, rest);
    filled += rest;
    // From here on the tile holds whole periods, so that it can be doubled from itself.
    while (filled < n) {
      int copied = Math.min(filled, n - filled);
      System.arraycopy(in[k], 0, in[k], filled, copied);
      filled += copied;
    }
  }
}
