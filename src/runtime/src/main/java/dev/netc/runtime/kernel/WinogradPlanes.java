package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The memory of a convolution, or a piece of one, by {@link Winograd}'s method: a plane for each of
 * the six factors and products, with a row for each strip, and the convolutions between them.
 */
final class WinogradPlanes {
  private static final float[] ZEROS = new float[256];

  private final OneDnn oneDnn;
  private final JoinedRows rows;
  private final View factors;
  private final View products;
  private final OneDnnKernel[] convolutions = new OneDnnKernel[Winograd.PRODUCTS];

  /**
   * @param rows of each plane
   * @param descs of the convolution, without a bias and with one if there is one
   * @param weights of each plane, as the descriptions want them
   * @param bias of the whole convolution, or null
   */
  WinogradPlanes(
      OneDnnScope scope,
      JoinedRows rows,
      List<dnnl_primitive_desc> descs,
      List<View> weights,
      View bias) {
    Scratch scratch = scope.oneDnn.workspace.scratch();
    this.oneDnn = scope.oneDnn;
    this.rows = rows;
    this.factors = scratch.take(Winograd.PRODUCTS * rows.convolution().sizeOfInput());
    this.products = scratch.take(Winograd.PRODUCTS * rows.convolution().sizeOfOutput());
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

  /** In each plane of factors, the rows from one to before another. */
  List<Footprint.Range> rowsOfFactors(int first, int end) {
    return eachPlane(factors, at -> rows.range(factors, at, first, end));
  }

  /** The same in each plane of products. */
  List<Footprint.Range> rowsOfProducts(int first, int end) {
    return eachPlane(products, at -> rows.rangeOfResults(products, at, first, end));
  }

  private static List<Footprint.Range> eachPlane(View planes, LongFunction<Footprint.Range> range) {
    long plane = planes.size() / Winograd.PRODUCTS;
    return LongStream.range(0, Winograd.PRODUCTS).mapToObj(i -> range.apply(i * plane)).toList();
  }

  /** What filling a plane of products touches. */
  Optional<Footprint> footprint(int product) {
    return convolutions[product].footprint();
  }

  /**
   * Writes the first {@code n} floats of a tile to each plane of factors, from {@code at} in a row
   * and the padding after it.
   */
  void setFactors(float[][] tiles, int row, int at, int n) {
    long plane = factors.size() / Winograd.PRODUCTS;
    long start = rows.start(row) + at;
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      factors.set(i * plane + start, tiles[i], 0, n);
    }
  }

  /** Clears the padding before the first row in each plane of factors, for others write to it. */
  void clearStart() {
    long plane = factors.size() / Winograd.PRODUCTS;
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      for (int done = 0; done < rows.before(); done += ZEROS.length) {
        factors.set(i * plane + done, ZEROS, 0, Math.min(ZEROS.length, rows.before() - done));
      }
    }
  }

  /** Floats of padding after a row of factors. */
  int paddingAfter(int row) {
    return rows.after(row);
  }

  /** Places a tile on {@code n} floats of each plane of products, from {@code at} in a row. */
  void placeOnProducts(Tile[] tiles, int row, int at, int n) {
    long plane = products.size() / Winograd.PRODUCTS;
    long start = rows.startOfResults(row) + at;
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      tiles[i].at(products, i * plane + start, n);
    }
  }

  /** Fills the planes of products. */
  void multiply() {
    OneDnnKernel.run(oneDnn, convolutions);
  }

  /** Fills one of the planes of products. */
  void multiply(int product) {
    convolutions[product].run();
  }
}
