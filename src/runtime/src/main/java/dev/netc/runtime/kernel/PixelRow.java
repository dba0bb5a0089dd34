package dev.netc.runtime.kernel;

import java.util.Arrays;

/** Moves rows of channels-last pixels so that one tap of all windows lies in one tile. */
final class PixelRow {
  /** Below, a loop copies faster than a call. */
  private static final int SHORT = 24;

  private PixelRow() {}

  /**
   * Sets each window's pixel of {@code to} to the pixel of {@code from} under its tap k.
   *
   * @param padding for taps beside the image
   */
  static void gather(Taps columns, int k, int channels, float[] from, float[] to, float padding) {
    for (int j = 0; j < columns.windows; j++) {
      int column = columns.at(j, k);
      if (column == Taps.PADDING) {
        Arrays.fill(to, j * channels, (j + 1) * channels, padding);
      } else {
        copy(from, column * channels, to, j * channels, channels);
      }
    }
  }

  /** Adds each window's pixel of {@code from} to the pixel of {@code to} under its tap k. */
  static void scatterAdd(Taps columns, int k, int channels, float[] from, float[] to) {
    for (int j = 0; j < columns.windows; j++) {
      int at = columns.at(j, k) * channels;
      for (int c = j * channels; c < (j + 1) * channels && at >= 0; c++, at++) {
        to[at] += from[c];
      }
    }
  }

  /** As {@link #scatterAdd}, where the pixels were 0 and get nothing else. */
  static void scatter(Taps columns, int k, int channels, float[] from, float[] to) {
    for (int j = 0; j < columns.windows; j++) {
      int column = columns.at(j, k);
      if (column != Taps.PADDING) {
        copy(from, j * channels, to, column * channels, channels);
      }
    }
  }

  private static void copy(float[] from, int at, float[] to, int toAt, int n) {
    if (n >= SHORT) {
      System.arraycopy(from, at, to, toAt, n);
      return;
    }
    for (int c = 0; c < n; c++) {
      to[toAt + c] = from[at + c];
    }
  }
}
