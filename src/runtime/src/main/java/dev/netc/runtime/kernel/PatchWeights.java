package dev.netc.runtime.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.netc.runtime.memory.View;

/**
 * The gradient of a convolution by its weights as the product of {@link Patches}, transposed, with
 * the gradient by y: the part that some windows have in it, on one thread.
 */
final class PatchWeights implements Kernel {
  private final Patches patches;
  private final MatrixPointer g;
  private final MatrixPointer weights;
  private final int filters;
  private final int from;
  private final int to;

  /**
   * @param g [windows, filters]
   * @param weights [groups, depth, filters of a group]
   * @param from the first window, counted over all images
   * @param to the window after the last
   */
  PatchWeights(Patches patches, View g, View weights, int filters, int from, int to) {
    this.patches = patches;
    this.g = new MatrixPointer(g);
    this.weights = new MatrixPointer(weights);
    this.filters = filters;
    this.from = from;
    this.to = to;
  }

  @Override
  public void run() {
    for (int at = from; at < to; at += patches.capacity) {
      int n = Math.min(patches.capacity, to - at);
      patches.gather(at, n);
      for (int group = 0; group < patches.groups; group++) {
        multiply(group, at, n);
      }
    }
  }

  private void multiply(int group, int at, int n) {
    int columns = filters / patches.groups;
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        patches.depth,
        columns,
        n,
        1f,
        patches.matrix(group),
        patches.stride(),
        g.at((long) at * filters + (long) group * columns),
        filters,
        at == from ? 0f : 1f,
        weights.at((long) group * patches.depth * columns),
        columns);
  }
}
