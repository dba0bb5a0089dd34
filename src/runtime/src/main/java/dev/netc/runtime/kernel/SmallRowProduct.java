package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One row times a matrix of a few hundred numbers, as the last layer of a classifier: a call of a
 * library takes longer than its multiplications.
 */
final class SmallRowProduct implements Kernel, Footprint.Known {
  /** Numbers of a matrix beyond which a library's vectors are worth the call. */
  private static final int MOST = 1024;

  /** Rows of the matrix that one pass over the result adds. */
  private static final int ROWS = 4;

  private final Activation activation;
  private final View a;
  private final View b;
  private final View bias;
  private final View y;
  private final float[] row;
  private final float[] matrix;
  private final float[] sums;

  /**
   * @param spec one that {@link #fits}
   */
  SmallRowProduct(MatMulSpec spec, View a, View b, View bias, View y) {
    this.activation = spec.activation();
    this.a = a;
    this.b = b;
    this.bias = bias;
    this.y = y;
    int rows = (spec.k() + ROWS - 1) / ROWS * ROWS; // Those beyond k stay zero.
    this.row = new float[rows];
    this.matrix = new float[rows * spec.n()];
    this.sums = new float[spec.n()];
  }

  static boolean fits(MatMulSpec given) {
    MatMulSpec spec = given.simplified();
    return spec.batch() == 1
        && spec.m() == 1
        && !spec.transposeB()
        && !spec.accumulate()
        && spec.sizeOfB() <= MOST;
  }

  @Override
  public Optional<Footprint> footprint() {
    List<Footprint.Range> reads = new ArrayList<>();
    reads.add(Footprint.Range.of(a));
    reads.add(Footprint.Range.of(b));
    if (bias != null) {
      reads.add(Footprint.Range.of(bias));
    }
    return Optional.of(new Footprint(reads, List.of(Footprint.Range.of(y))));
  }

  @Override
  public void run() {
    a.get(0, row, 0, (int) a.size());
    b.get(0, matrix, 0, (int) b.size());
    if (bias == null) {
      Arrays.fill(sums, 0);
    } else {
      bias.get(sums);
    }
    for (int k = 0; k < row.length; k += ROWS) {
      add(row, k, matrix, sums);
    }
    BiasActivation.activate(activation, sums, sums.length);
    y.set(sums);
  }

  private static void add(float[] a, int k, float[] b, float[] sums) {
    int n = sums.length;
    float a0 = a[k];
    float a1 = a[k + 1];
    float a2 = a[k + 2];
    float a3 = a[k + 3];
    int at = k * n;
    for (int j = 0; j < n; j++) {
      sums[j] +=
          (a0 * b[at + j] + a1 * b[at + n + j]) + (a2 * b[at + 2 * n + j] + a3 * b[at + 3 * n + j]);
    }
  }
}
