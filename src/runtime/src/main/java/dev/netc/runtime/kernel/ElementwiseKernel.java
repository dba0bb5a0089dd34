package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a {@link TileFunction} over whole views, tile by tile: has it read the inputs in their
 * places, and copies what it has written to the outputs'.
 */
final class ElementwiseKernel implements Divisible, Footprint.Known {
  /** Elements that are worth sharing: some microseconds' work. */
  static final int LARGE = 16_384;

  /** Elements of a piece, outside of a chain. */
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
  private final Tile[] in;

  /** Per input, after how many elements it repeats; {@code size} for one that does not. */
  private final int[] periods;

  /** Per input, the thread's tile for it should it repeat. */
  private final int[] repeats;

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
    this.repeats = repeats(periods, out.length);
    this.sources = in.clone();
    this.in = Stream.generate(Tile::new).limit(in.length).toArray(Tile[]::new);
    this.sinks = out.clone();
    this.out = new float[out.length][];
  }

  /**
   * A kernel whose work is shared by a team if there is enough of it.
   *
   * @param function may be called by several threads at once
   */
  static Kernel shared(Team team, TileFunction function, View[] in, View[] out, int size) {
    ElementwiseKernel whole = new ElementwiseKernel(function, in, out, size);
    if (size < LARGE) {
      return size < team.size * LEAST || size / whole.unit() < team.size
          ? whole
          : new Parts(whole, whole.parts(team.size, whole.unit()), whole);
    }
    int tiles = (size + whole.tile - 1) / whole.tile;
    int pieces = Math.min(tiles, Math.max(team.size, Math.min(MOST_PIECES, size / PIECE)));
    Kernel[] parts = whole.parts(pieces, whole.tile);
    return new Parts(whole, parts, team.shared(parts));
  }

  /** So many parts, each but the last one with a multiple of a number of elements. */
  private Kernel[] parts(int count, int step) {
    int steps = (size + step - 1) / step;
    Kernel[] parts = new Kernel[count];
    for (int i = 0; i < count; i++) {
      int first = (int) ((long) steps * i / count) * step;
      int next = (int) Math.min(size, (long) steps * (i + 1) / count * step);
      parts[i] = part(first, next);
    }
    return parts;
  }

  /**
   * A kernel in parts.
   *
   * @param alone what runs where threads would meet for it: a little work is not worth that
   */
  private record Parts(ElementwiseKernel whole, Kernel[] parts, Kernel alone)
      implements Divisible, Staged {
    @Override
    public List<List<Kernel>> stages() {
      return List.of(List.of(parts));
    }

    @Override
    public int elements() {
      return whole.elements();
    }

    @Override
    public int unit() {
      return whole.unit();
    }

    @Override
    public List<Footprint.Range> inputs() {
      return whole.inputs();
    }

    @Override
    public Kernel part(int from, int to) {
      return whole.part(from, to);
    }

    @Override
    public void run() {
      alone.run();
    }
  }

  @Override
  public int elements() {
    return to - from;
  }

  @Override
  public List<Footprint.Range> inputs() {
    List<Footprint.Range> inputs = new ArrayList<>();
    for (int k = 0; k < in.length; k++) {
      if (periods[k] == size) {
        inputs.add(part(sources[k]));
      }
    }
    return inputs;
  }

  @Override
  public Kernel part(int first, int next) {
    return new ElementwiseKernel(function, sources, sinks, size, from + first, from + next);
  }

  /** Elements after which all that repeats begins anew; all, where that is never so. */
  @Override
  public int unit() {
    int longest = 1;
    for (int period : periods) {
      longest = period < size ? Math.max(longest, period) : longest;
    }
    for (int period : periods) {
      if (period < size && longest % period != 0) {
        return size;
      }
    }
    return longest;
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

  /** Tiles behind those of the outputs, for inputs of more than one float. */
  private static int[] repeats(int[] periods, int outputs) {
    int[] repeats = new int[periods.length];
    int next = outputs;
    for (int k = 0; k < periods.length; k++) {
      repeats[k] = next;
      next += periods[k] > 1 ? 1 : 0;
    }
    return repeats;
  }

  /** A tile that holds its longest short period a whole number of times needs it copied once. */
  private static int tile(int[] periods, int size, int outputs) {
    int many = (int) Arrays.stream(periods).filter(period -> period > 1).count();
    int most = Tiles.floatsOfEachOf(many + outputs);
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
    tiles.lend(out);
    place(tiles);
    for (int at = from; at < to; at += tile) {
      int n = Math.min(tile, to - at);
      move(tiles, at, n);
      function.apply(in, out, n);
      for (int k = 0; k < out.length; k++) {
        sinks[k].set(at, out[k], 0, n);
      }
    }
    Reference.reachabilityFence(this); // A tile does not keep the memory.
  }

  /** Places the tiles of inputs that are the same for all tiles of the outputs. */
  private void place(Tiles tiles) {
    int n = Math.min(tile, to - from);
    for (int k = 0; k < in.length; k++) {
      if (periods[k] == 1) {
        in[k].at(sources[k], 0, 1);
      } else if (isSameInEveryTile(k)) {
        in[k].at(repeated(tiles, k, 0, n), n);
      }
    }
  }

  private boolean isSameInEveryTile(int k) {
    return periods[k] < size && tile % periods[k] == 0;
  }

  /** Places the tiles of the other inputs. */
  private void move(Tiles tiles, int at, int n) {
    for (int k = 0; k < in.length; k++) {
      if (periods[k] == size) {
        in[k].at(sources[k], at, n);
      } else if (!isSameInEveryTile(k)) {
        in[k].at(repeated(tiles, k, at, n), n);
      }
    }
  }

  /**
   * The address of a tile whose element j is the element {@code (at + j) mod period} of an input.
   */
  private long repeated(Tiles tiles, int k, int at, int n) {
    Tiles.NativeTile filling = tiles.getNative(repeats[k]);
    FloatBuffer floats = filling.floats();
    int period = periods[k];
    int start = at % period;
    int filled = Math.min(n, period - start);
    sources[k].get(start, floats, 0, filled);
    int rest = Math.min(n - filled, start);
    sources[k].get(0, floats, filled, rest);
    filled += rest;
    // From here on the tile holds whole periods, so that it can be doubled from itself.
    while (filled < n) {
      int copied = Math.min(filled, n - filled);
      floats.put(filled, floats, 0, copied);
      filled += copied;
    }
    return filling.address();
  }
}
