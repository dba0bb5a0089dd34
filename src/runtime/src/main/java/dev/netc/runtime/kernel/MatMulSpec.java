package dev.netc.runtime.kernel;

import java.util.Objects;

/**
 * A batch of matrix products {@code y[i] = act(op(a[i]) · op(b[i]) + bias)}, plus the old {@code
 * y[i]} when {@code accumulate}.
 *
 * @param batch how many products
 * @param m rows of op(a) and y
 * @param k columns of op(a), rows of op(b)
 * @param n columns of op(b) and y, elements of the bias
 * @param transposeA a is stored as [k, m] and read transposed
 * @param transposeB b is stored as [n, k] and read transposed
 * @param sharedA a is one matrix, used by every product of the batch
 * @param sharedB b is one matrix, used by every product of the batch
 * @param activation applied to the product with its bias, before the old y is added
 * @param accumulate whether the old y is added
 */
public record MatMulSpec(
    int batch,
    int m,
    int k,
    int n,
    boolean transposeA,
    boolean transposeB,
    boolean sharedA,
    boolean sharedB,
    Activation activation,
    boolean accumulate) {

  /**
   * @throws IllegalArgumentException if a size is below 1
   */
  public MatMulSpec {
    if (batch < 1 || m < 1 || k < 1 || n < 1) {
      throw new IllegalArgumentException(
          "a matrix product has sizes of at least 1, not batch %d, m %d, k %d, n %d"
              .formatted(batch, m, k, n));
    }
    Objects.requireNonNull(activation, "activation");
  }

  /** One product {@code y = a · b} of [m, k] by [k, n], nothing fused. */
  public static MatMulSpec plain(int m, int k, int n) {
    return new MatMulSpec(1, m, k, n, false, false, false, false, Activation.IDENTITY, false);
  }

  /** This product with a or b stored transposed. */
  public MatMulSpec transposed(boolean a, boolean b) {
    return new MatMulSpec(batch, m, k, n, a, b, sharedA, sharedB, activation, accumulate);
  }

  /** This product with an activation. */
  public MatMulSpec with(Activation f) {
    return new MatMulSpec(batch, m, k, n, transposeA, transposeB, sharedA, sharedB, f, accumulate);
  }

  /** This product added to y instead of overwriting it. */
  public MatMulSpec accumulating() {
    return new MatMulSpec(
        batch, m, k, n, transposeA, transposeB, sharedA, sharedB, activation, true);
  }

  /** This product overwriting y. */
  MatMulSpec overwriting() {
    return new MatMulSpec(
        batch, m, k, n, transposeA, transposeB, sharedA, sharedB, activation, false);
  }

  /** Floats that a has. */
  public long sizeOfA() {
    return (sharedA ? 1L : batch) * m * k;
  }

  /** Floats that b has. */
  public long sizeOfB() {
    return (sharedB ? 1L : batch) * k * n;
  }

  /** Floats that y has. */
  public long sizeOfY() {
    return (long) batch * m * n;
  }

  /**
   * The same products with fewer matrices or transposes where the memory is the same: a batch that
   * shares an untransposed b is one tall product, and a matrix of one row or column is its own
   * transpose.
   */
  MatMulSpec simplified() {
    boolean tall = batch > 1 && sharedB && !sharedA && (!transposeA || m == 1);
    if (tall && (long) batch * m <= Integer.MAX_VALUE) {
      return new MatMulSpec(
              1, batch * m, k, n, false, transposeB, false, false, activation, accumulate)
          .simplified();
    }
    return new MatMulSpec(
        batch,
        m,
        k,
        n,
        transposeA && m > 1 && k > 1,
        transposeB && k > 1 && n > 1,
        sharedA && batch > 1,
        sharedB && batch > 1,
        activation,
        accumulate);
  }
}
