package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The pixels under the windows of channels-last images as rows of a matrix ("im2col"): for each
 * window a row of [groups, taps, channels of a group]. Only some windows' rows are there at a time.
 */
final class Patches {
  /** Floats of the matrix: 256 KiB, for the second-level cache. */
  private static final int MOST_FLOATS = 65_536;

  /** Below, a loop copies faster than a call. */
  private static final int SHORT = 24;

  final int groups;

  /** Columns of one group's matrix. */
  final int depth;

  /** The most windows at a time. */
  final int capacity;

  private final View x;
  private final Taps rows;
  private final Taps columns;
  private final int channels;
  private final int windowsOfImage;
  private final boolean pointwise;
  private final float[] band;
  private final float[] gathered;
  private final View matrix;
  private final MatrixPointer pointer;
  private int bandTop;
  private int pixelsFrom;

  /**
   * @param x images of rows.size · columns.size pixels
   * @param channels of a pixel
   */
  Patches(Scratch scratch, View x, Taps rows, Taps columns, int channels, int groups) {
    this.x = x;
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.groups = groups;
    this.depth = rows.kernel * columns.kernel * (channels / groups);
    this.windowsOfImage = rows.windows * columns.windows;
    this.pointwise = areThePixels(rows) && areThePixels(columns);
    int images = (int) (x.size() / ((long) rows.size * columns.size * channels));
    long all = (long) images * windowsOfImage;
    this.capacity = (int) Math.min(all, Math.max(1, MOST_FLOATS / (depth * groups)));
    this.band = new float[pointwise ? 0 : tallestBand() * columns.size * channels];
    this.gathered = new float[pointwise ? 0 : capacity * depth * groups];
    this.matrix = pointwise ? x : scratch.take(gathered.length);
    this.pointer = new MatrixPointer(matrix);
  }

  private static boolean areThePixels(Taps taps) {
    boolean same = taps.kernel == 1 && taps.windows == taps.size;
    for (int i = 0; same && i < taps.windows; i++) {
      same = taps.at(i, 0) == i;
    }
    return same;
  }

  /** The most rows of an image that lie under the windows of one matrix. */
  private int tallestBand() {
    int windowRows = Math.min(rows.windows, (capacity - 1) / columns.windows + 2);
    int tallest = 0;
    for (int i = 0; i < rows.windows; i++) {
      int to = Math.min(rows.windows, i + windowRows);
      tallest = Math.max(tallest, rows.last(i, to) - rows.first(i, to) + 1);
    }
    return tallest;
  }

  /** Fills the matrix with the {@code n} windows from {@code at}, counted over all images. */
  void gather(int at, int n) {
    if (pointwise) {
      pixelsFrom = at;
      return;
    }
    int done = 0;
    while (done < n) {
      int image = (at + done) / windowsOfImage;
      int window = (at + done) % windowsOfImage;
      int count = Math.min(n - done, windowsOfImage - window);
      gather(image, window, count, done * depth * groups);
      done += count;
    }
    matrix.set(0, gathered, 0, n * depth * groups);
  }

  /** The matrix of one group; its rows are {@link #stride} floats apart. */
  FloatPointer matrix(int group) {
    return pointwise
        ? pointer.at((long) pixelsFrom * channels + group * depth)
        : pointer.at((long) group * depth);
  }

  /** Floats from one row of a group's matrix to the next. */
  int stride() {
    return depth * groups;
  }

  private void gather(int image, int window, int count, int to) {
    int first = window / columns.windows;
    int end = (window + count - 1) / columns.windows + 1;
    readBand(image, first, end);
    int at = to;
    for (int w = window; w < window + count; w++) {
      int i = w / columns.windows;
      int j = w % columns.windows;
      for (int group = 0; group < groups; group++) {
        at = gatherWindow(i, j, group, at);
      }
    }
  }

  private void readBand(int image, int firstRow, int endRow) {
    bandTop = rows.first(firstRow, endRow);
    int height = rows.last(firstRow, endRow) - bandTop + 1;
    int row = columns.size * channels;
    if (height > 0) {
      x.get((long) (image * rows.size + bandTop) * row, band, 0, height * row);
    }
  }

  private int gatherWindow(int i, int j, int group, int to) {
    int run = channels / groups;
    boolean whole = groups == 1 && columns.areNeighbours(j);
    int at = to;
    for (int ky = 0; ky < rows.kernel; ky++) {
      int y = rows.at(i, ky);
      int row = (y - bandTop) * columns.size;
      if (y == Taps.PADDING) {
        Arrays.fill(gathered, at, at + columns.kernel * run, 0);
        at += columns.kernel * run;
      } else if (whole) {
        copy((row + columns.at(j, 0)) * channels, at, columns.kernel * run);
        at += columns.kernel * run;
      } else {
        for (int kx = 0; kx < columns.kernel; kx++) {
          int column = columns.at(j, kx);
          if (column == Taps.PADDING) {
            Arrays.fill(gathered, at, at + run, 0);
          } else {
            copy((row + column) * channels + group * run, at, run);
          }
          at += run;
        }
      }
    }
    return at;
  }

  private void copy(int from, int to, int n) {
    if (n >= SHORT) {
      System.arraycopy(band, from, gathered, to, n);
      return;
    }
    for (int k = 0; k < n; k++) {
      gathered[to + k] = band[from + k];
    }
  }
}
