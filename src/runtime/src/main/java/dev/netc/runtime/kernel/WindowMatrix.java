package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pixels under the windows of channels-last images as a matrix ("im2col"), [windows, channels,
 * kernelHeight, kernelWidth]: a row has the order of a filter's weights, so that these need no
 * other layout for a product with it.
 */
final class WindowMatrix {
  /** Floats that one thread moves in some tens of µs. */
  private static final long WORTHWHILE = 32_768;

  private static final int MOST_PIECES = 32;

  private final WindowSpec window;
  private final Taps rows;
  private final Taps columns;
  private final int taps;
  private final int depth;

  WindowMatrix(WindowSpec window) {
    this.window = window;
    this.rows = window.rows();
    this.columns = window.columns();
    this.taps = window.kernelHeight() * window.kernelWidth();
    this.depth = taps * window.channels();
  }

  /** Floats of the matrix. */
  static long floats(WindowSpec window) {
    long taps = (long) window.kernelHeight() * window.kernelWidth();
    return Operands.product(window.windows(), taps, window.channels());
  }

  /** Whether the images are the matrix. */
  static boolean isOfPixels(WindowSpec window) {
    return window.kernelHeight() == 1
        && window.kernelWidth() == 1
        && window.strideHeight() == 1
        && window.strideWidth() == 1
        && window.outHeight() == window.height()
        && window.outWidth() == window.width()
        && window.padTop() == 0
        && window.padLeft() == 0;
  }

  /** Fills the matrix. */
  Kernel gather(Team team, View x, View matrix) {
    int windows = (int) window.windows();
    return shared(team, windows, (from, to) -> new Gather(x, matrix, from, to));
  }

  /** The adjoint: each pixel becomes the sum of all its places in the matrix. */
  Kernel scatter(Team team, View matrix, View x) {
    return shared(team, window.channels(), (from, to) -> new Scatter(matrix, x, from, to));
  }

  private interface Part {
    Kernel of(int from, int to);
  }

  private Kernel shared(Team team, int all, Part maker) {
    long wanted = Math.min(MOST_PIECES, floats(window) / WORTHWHILE);
    int pieces = (int) Math.max(1, Math.min(all, wanted));
    List<Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) all * i / pieces);
      int to = (int) ((long) all * (i + 1) / pieces);
      kernels.add(maker.of(from, to));
    }
    return team.shared(kernels.toArray(Kernel[]::new));
  }

  /** What lies under a tap of a window: the index of a pixel among those of its image. */
  private int pixel(int windowOfImage, int tap) {
    int y = rows.at(windowOfImage / columns.windows, tap / columns.kernel);
    int x = columns.at(windowOfImage % columns.windows, tap % columns.kernel);
    boolean isBeside = y == Taps.PADDING || x == Taps.PADDING;
    return isBeside ? Taps.PADDING : y * columns.size + x;
  }

  /** Some rows of the matrix. */
  private final class Gather implements Kernel {
    private final View x;
    private final View matrix;
    private final int from;
    private final int to;
    private final float[] pixel = new float[window.channels()];
    private final float[] row = new float[depth];

    Gather(View x, View matrix, int from, int to) {
      this.x = x;
      this.matrix = matrix;
      this.from = from;
      this.to = to;
    }

    @Override
    public void run() {
      int ofImage = rows.windows * columns.windows;
      for (int at = from; at < to; at++) {
        for (int tap = 0; tap < taps; tap++) {
          read(at / ofImage, pixel(at % ofImage, tap));
          spread(pixel, row, tap, taps);
        }
        matrix.set((long) at * depth, row, 0, depth);
      }
    }

    private void read(int image, int place) {
      if (place == Taps.PADDING) {
        Arrays.fill(pixel, 0);
      } else {
        long pixels = (long) image * rows.size * columns.size + place;
        x.get(pixels * pixel.length, pixel, 0, pixel.length);
      }
    }
  }

  private static void spread(float[] pixel, float[] row, int at, int apart) {
    for (int c = 0; c < pixel.length; c++) {
      row[c * apart + at] = pixel[c];
    }
  }

  /** Some channels of all images. */
  private final class Scatter implements Kernel {
    private final View matrix;
    private final View x;
    private final int from;
    private final int channels;
    private final float[] row;
    private final float[] sums;

    Scatter(View matrix, View x, int from, int to) {
      this.matrix = matrix;
      this.x = x;
      this.from = from;
      this.channels = to - from;
      this.row = new float[channels * taps];
      this.sums = new float[rows.size * columns.size * channels];
    }

    @Override
    public void run() {
      for (int image = 0; image < window.batch(); image++) {
        sum(image);
        write(image);
      }
    }

    private void sum(int image) {
      Arrays.fill(sums, 0);
      int ofImage = rows.windows * columns.windows;
      for (int i = 0; i < ofImage; i++) {
        long at = (long) image * ofImage + i;
        matrix.get(at * depth + (long) from * taps, row, 0, row.length);
        for (int tap = 0; tap < taps; tap++) {
          int place = pixel(i, tap);
          if (place != Taps.PADDING) {
            add(row, tap, taps, sums, place * channels, channels);
          }
        }
      }
    }

    private void write(int image) {
      int pixels = rows.size * columns.size;
      for (int i = 0; i < pixels; i++) {
        long at = ((long) image * pixels + i) * window.channels() + from;
        x.set(at, sums, i * channels, channels);
      }
    }
  }

  private static void add(float[] row, int at, int apart, float[] sums, int to, int n) {
    for (int c = 0; c < n; c++) {
      sums[to + c] += row[c * apart + at];
    }
  }
}
