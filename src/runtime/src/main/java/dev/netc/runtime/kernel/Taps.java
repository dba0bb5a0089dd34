package dev.netc.runtime.kernel;

import java.util.Arrays;

/** Where the taps of windows lie along one axis of an image. */
final class Taps {
  /** What lies under a tap beside the image. */
  static final int PADDING = -1;

  private static final long MOST_TAPS = 1 << 26;

  /** Windows along the axis. */
  final int windows;

  /** Taps of a window. */
  final int kernel;

  /** The image's size along the axis. */
  final int size;

  private final int[] at;

  /** Windows of which each begins {@code stride} after the one before, the first at -pad. */
  Taps(int windows, int kernel, int stride, int dilation, int pad, int size) {
    this(windows, kernel, size);
    for (int i = 0; i < windows; i++) {
      for (int k = 0; k < kernel; k++) {
        int place = i * stride - pad + k * dilation;
        at[i * kernel + k] = place >= 0 && place < size ? place : PADDING;
      }
    }
  }

  private Taps(int windows, int kernel, int size) {
    this.windows = windows;
    this.kernel = kernel;
    this.size = size;
    long taps = (long) windows * kernel;
    if (taps > MOST_TAPS) {
      throw new IllegalArgumentException(
          "%d windows of %d taps are too many along one axis".formatted(windows, kernel));
    }
    this.at = new int[(int) taps];
  }

  /** The index under tap k of window i, or {@link #PADDING}. */
  int at(int i, int k) {
    return at[i * kernel + k];
  }

  /**
   * The same taps seen from the image: tap k of index p is the window whose tap k lies on p, or
   * {@link #PADDING} if there is none.
   */
  Taps adjoint() {
    Taps adjoint = new Taps(size, kernel, windows);
    Arrays.fill(adjoint.at, PADDING);
    for (int i = 0; i < windows; i++) {
      for (int k = 0; k < kernel; k++) {
        if (at(i, k) != PADDING) {
          adjoint.at[at(i, k) * kernel + k] = i;
        }
      }
    }
    return adjoint;
  }

  /** How many taps of window i lie on the image. */
  int onImage(int i) {
    int count = 0;
    for (int k = 0; k < kernel; k++) {
      count += at(i, k) == PADDING ? 0 : 1;
    }
    return count;
  }

  /** Whether some window has no tap on the image. */
  boolean missTheImage() {
    for (int i = 0; i < windows; i++) {
      if (onImage(i) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether some index lies under several taps. */
  boolean overlap() {
    boolean[] covered = new boolean[size];
    for (int place : at) {
      if (place != PADDING && covered[place]) {
        return true;
      }
      if (place != PADDING) {
        covered[place] = true;
      }
    }
    return false;
  }

  /** Whether the taps of window i lie on neighbours, none on padding. */
  boolean areNeighbours(int i) {
    for (int k = 0; k < kernel; k++) {
      if (at(i, k) == PADDING || at(i, k) != at(i, 0) + k) {
        return false;
      }
    }
    return true;
  }

  /**
   * The least index under a tap of the windows from one to before another, {@code size} if none.
   */
  int first(int from, int to) {
    int first = size;
    for (int j = from * kernel; j < to * kernel; j++) {
      if (at[j] != PADDING) {
        first = Math.min(first, at[j]);
      }
    }
    return first;
  }

  /** The largest index under a tap of the windows from one to before another, -1 if none. */
  int last(int from, int to) {
    int last = -1;
    for (int j = from * kernel; j < to * kernel; j++) {
      last = Math.max(last, at[j]);
    }
    return last;
  }
}
