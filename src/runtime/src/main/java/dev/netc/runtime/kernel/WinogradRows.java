package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Turns images into {@link WinogradPlanes planes} of factors, and planes of products into images.
 * Each thread has one for all layers, so that its tiles stay in the core's cache.
 */
final class WinogradRows {
  /** Floats of a row that are worked on together: those of all planes fit into the first cache. */
  private static final int TILE = 640;

  private static final ThreadLocal<WinogradRows> OF_THREAD =
      ThreadLocal.withInitial(WinogradRows::new);

  /** Zeros that are read above and below an image, and never written. */
  private static final Tiles.NativeTile OUTSIDE = Tiles.NativeTile.of(TILE);

  private final Tile[] inPlace =
      Stream.generate(Tile::new).limit(Winograd.PRODUCTS).toArray(Tile[]::new);
  private final float[][] tiles = new float[Winograd.PRODUCTS][TILE];
  private final float[][] y = new float[Winograd.STRIP][TILE];
  private final float[] residuals = new float[TILE];
  private final float[] zeros = new float[TILE];

  private WinogradRows() {}

  static WinogradRows ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Fills rows of the planes of factors.
   *
   * @param images of the window
   * @param first of the rows, which are strips of all images in order
   * @param end of the rows
   * @return whether the method bears the size of all their numbers
   */
  boolean read(View images, WindowSpec window, WinogradPlanes planes, int first, int end) {
    Arrays.fill(zeros, 0);
    int strips = WinogradPlanes.strips(window);
    if (first == 0) {
      planes.clearStart();
    }
    for (int row = first; row < end; row++) {
      int top = row % strips * Winograd.STRIP - window.padTop();
      read(images, window, planes, row / strips, top, row);
    }
    Reference.reachabilityFence(images); // A tile does not keep the memory.
    float sum = 0;
    for (float zero : zeros) {
      sum += zero;
    }
    return sum == 0;
  }

  private void read(
      View images, WindowSpec window, WinogradPlanes planes, int image, int top, int row) {
    int width = window.width() * window.channels();
    int padded = width + planes.paddingAfter(row);
    for (int at = 0; at < padded; at += TILE) {
      int n = Math.min(TILE, padded - at);
      int given = Math.max(0, Math.min(n, width - at));
      for (int i = 0; i < Winograd.PRODUCTS; i++) {
        int place = top + i;
        if (place >= 0 && place < window.height() && given > 0) {
          inPlace[i].at(images, ((long) image * window.height() + place) * width + at, given);
        } else {
          inPlace[i].at(OUTSIDE.address(), given);
        }
      }
      Winograd.factors(inPlace, tiles, given);
      Winograd.check(inPlace, zeros, given);
      for (float[] tile : tiles) {
        Arrays.fill(tile, given, n, 0);
      }
      planes.setFactors(tiles, row, at, n);
    }
  }

  /**
   * Writes what rows of the planes of products amount to.
   *
   * @param spec of the convolution of these images
   * @param residual as the result, perhaps the same view, or null
   */
  void write(ConvSpec spec, WinogradPlanes planes, View residual, View result, int first, int end) {
    int strips = WinogradPlanes.strips(spec.window());
    for (int row = first; row < end; row++) {
      int top = row % strips * Winograd.STRIP;
      write(spec, planes, row / strips, top, row, residual, result);
    }
    Reference.reachabilityFence(planes);
  }

  private void write(
      ConvSpec spec,
      WinogradPlanes planes,
      int image,
      int top,
      int row,
      View residual,
      View result) {
    int width = spec.window().outWidth() * spec.filters();
    int height = spec.window().outHeight();
    int count = Math.min(Winograd.STRIP, height - top);
    for (int at = 0; at < width; at += TILE) {
      int n = Math.min(TILE, width - at);
      planes.placeOnProducts(inPlace, row, at, n);
      Winograd.results(inPlace, y, n);
      for (int i = 0; i < count; i++) {
        long place = ((long) image * height + top + i) * width + at;
        if (residual != null) {
          residual.get(place, residuals, 0, n);
          add(y[i], residuals, n);
        }
        BiasActivation.activate(spec.activation(), y[i], n);
        result.set(place, y[i], 0, n);
      }
    }
  }

  private static void add(float[] sum, float[] term, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += term[i];
    }
  }
}
