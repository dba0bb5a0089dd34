package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * What one thread needs for a piece of a convolution by {@link Winograd}'s method: a plane of rows
 * for each of the six factors and products, one row for each strip, and the convolutions of rows
 * between them.
 */
final class WinogradPlanes {
  /** Floats of a row that are worked on together: those of all planes fit into the first cache. */
  private static final int TILE = 512;

  private final OneDnn oneDnn;
  private final ConvSpec rows;
  private final View factors;
  private final View products;
  private final OneDnnKernel[] convolutions = new OneDnnKernel[Winograd.PRODUCTS];
  private final float[][] x = new float[Winograd.PRODUCTS][TILE];
  private final float[][] tiles = new float[Winograd.PRODUCTS][TILE];
  private final float[][] y = new float[Winograd.STRIP][TILE];
  private final float[] residuals = new float[TILE];
  private final float[] zeros = new float[TILE];

  /**
   * @param rows the convolution of a plane, whose images are its rows
   * @param descs of the convolution, without a bias and with one if there is one
   * @param weights of each plane, as the descriptions want them
   * @param bias of the whole convolution, or null
   */
  WinogradPlanes(
      OneDnnScope scope,
      ConvSpec rows,
      List<dnnl_primitive_desc> descs,
      List<View> weights,
      View bias) {
    Scratch scratch = scope.oneDnn.workspace.scratch();
    this.oneDnn = scope.oneDnn;
    this.rows = rows;
    this.factors = scratch.take(Winograd.PRODUCTS * rows.sizeOfInput());
    this.products = scratch.take(Winograd.PRODUCTS * rows.sizeOfOutput());
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      List<OneDnnKernel.Argument> arguments = new ArrayList<>();
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_SRC, plane(factors, i)));
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_WEIGHTS, weights.get(i)));
      arguments.add(new OneDnnKernel.Argument(DNNL_ARG_DST, plane(products, i)));
      boolean biased = i == Winograd.OF_ONE && bias != null;
      if (biased) {
        arguments.add(new OneDnnKernel.Argument(DNNL_ARG_BIAS, bias));
      }
      convolutions[i] = new OneDnnKernel(scope, descs.get(biased ? 1 : 0), arguments);
    }
  }

  private static View plane(View planes, int i) {
    long floats = planes.size() / Winograd.PRODUCTS;
    return planes.arena().view(planes.offset() + i * floats, floats);
  }

  /** Strips of an image; the last one may have fewer rows. */
  static int strips(WindowSpec window) {
    return (window.outHeight() + Winograd.STRIP - 1) / Winograd.STRIP;
  }

  /**
   * Fills the planes of factors.
   *
   * @param from images
   * @return whether the method bears the size of all their numbers
   */
  boolean read(View from, WindowSpec window) {
    Arrays.fill(zeros, 0);
    int strips = strips(window);
    for (int row = 0; row < window.batch() * strips; row++) {
      read(from, window, row / strips, row % strips * Winograd.STRIP - window.padTop(), row);
    }
    float sum = 0;
    for (float zero : zeros) {
      sum += zero;
    }
    return sum == 0;
  }

  private void read(View from, WindowSpec window, int image, int top, int row) {
    int width = window.width() * window.channels();
    for (int at = 0; at < width; at += TILE) {
      int n = Math.min(TILE, width - at);
      for (int i = 0; i < Winograd.PRODUCTS; i++) {
        int place = top + i;
        if (place >= 0 && place < window.height()) {
          from.get(((long) image * window.height() + place) * width + at, x[i], 0, n);
        } else {
          Arrays.fill(x[i], 0, n, 0);
        }
      }
      Winograd.factors(x, tiles, n);
      Winograd.check(tiles, zeros, n);
      for (int i = 0; i < Winograd.PRODUCTS; i++) {
        factors.set(i * rows.sizeOfInput() + (long) row * width + at, tiles[i], 0, n);
      }
    }
  }

  /** Fills the planes of products. */
  void multiply() {
    OneDnnKernel.run(oneDnn, convolutions);
  }

  /**
   * Writes what the products amount to.
   *
   * @param spec of the piece
   * @param residual as the result, perhaps the same view, or null
   * @param to the result
   */
  void write(ConvSpec spec, View residual, View to) {
    int strips = strips(spec.window());
    for (int row = 0; row < spec.window().batch() * strips; row++) {
      write(spec, row / strips, row % strips * Winograd.STRIP, row, residual, to);
    }
  }

  private void write(ConvSpec spec, int image, int top, int row, View residual, View to) {
    int width = spec.window().outWidth() * spec.filters();
    int height = spec.window().outHeight();
    int count = Math.min(Winograd.STRIP, height - top);
    for (int at = 0; at < width; at += TILE) {
      int n = Math.min(TILE, width - at);
      for (int i = 0; i < Winograd.PRODUCTS; i++) {
        products.get(i * rows.sizeOfOutput() + (long) row * width + at, tiles[i], 0, n);
      }
      Winograd.results(tiles, y, n);
      for (int i = 0; i < count; i++) {
        long place = ((long) image * height + top + i) * width + at;
        if (residual != null) {
          residual.get(place, residuals, 0, n);
          add(y[i], residuals, n);
        }
        BiasActivation.activate(spec.activation(), y[i], n);
        to.set(place, y[i], 0, n);
      }
    }
  }

  private static void add(float[] sum, float[] term, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += term[i];
    }
  }
}
