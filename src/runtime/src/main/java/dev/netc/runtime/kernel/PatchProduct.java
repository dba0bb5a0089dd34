package dev.netc.runtime.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.netc.runtime.memory.View;

/**
 * A convolution, or the adjoint of one, as the product of {@link Patches} with a matrix of weights
 * for each group: some of its windows, on one thread.
 */
final class PatchProduct implements Kernel {
  private final Patches patches;
  private final Epilogue epilogue;
  private final MatrixPointer weights;
  private final View product;
  private final MatrixPointer products;
  private final int width;
  private final int columns;
  private final int from;
  private final int to;

  /** What a convolution ends with. */
  record End(Activation activation, View bias, View residual, View y) {}

  /**
   * @param weights [groups, depth, columns of a group]
   * @param width columns of all groups
   * @param from the first window, counted over all images
   * @param to the window after the last
   */
  PatchProduct(
      Scratch scratch, Patches patches, View weights, int width, End end, int from, int to) {
    this.patches = patches;
    this.width = width;
    this.columns = width / patches.groups;
    this.weights = new MatrixPointer(weights);
    this.product = scratch.take((long) patches.capacity * width);
    this.products = new MatrixPointer(product);
    this.epilogue =
        new Epilogue(end.activation, end.bias, end.residual, end.y, width, patches.capacity);
    this.from = from;
    this.to = to;
  }

  @Override
  public void run() {
    epilogue.start();
    for (int at = from; at < to; at += patches.capacity) {
      int n = Math.min(patches.capacity, to - at);
      patches.gather(at, n);
      for (int group = 0; group < patches.groups; group++) {
        multiply(group, n);
      }
      epilogue.write(product, at, n);
    }
  }

  private void multiply(int group, int n) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        n,
        columns,
        patches.depth,
        1f,
        patches.matrix(group),
        patches.stride(),
        weights.at((long) group * patches.depth * columns),
        columns,
        0f,
        products.at((long) group * columns),
        width);
  }
}
