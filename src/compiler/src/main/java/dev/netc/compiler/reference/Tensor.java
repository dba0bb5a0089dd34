package dev.netc.compiler.reference;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A float64 array in row-major order.
 *
 * @param dims the dimensions in memory; the batch, if there is one, is the first
 */
public record Tensor(int[] dims, double[] data) {

  public Tensor {
    if (size(dims) != data.length) {
      throw new IllegalArgumentException(Arrays.toString(dims) + " does not hold " + data.length);
    }
  }

  public static Tensor scalar(double value) {
    return new Tensor(new int[0], new double[] {value});
  }

  public static Tensor zeros(int... dims) {
    return new Tensor(dims, new double[size(dims)]);
  }

  public int size() {
    return data.length;
  }

  public int rank() {
    return dims.length;
  }

  /** The same numbers under other dimensions. */
  public Tensor reshaped(int... newDims) {
    return new Tensor(newDims, data);
  }

  /** The product of the dimensions {@code from} up to, not including, {@code to}. */
  public int size(int from, int to) {
    return size(Arrays.copyOfRange(dims, from, to));
  }

  public static int size(int... dims) {
    return Math.toIntExact(Arrays.stream(dims).asLongStream().reduce(1, Math::multiplyExact));
  }

  /** How far apart in memory neighbours along each axis are. */
  public static int[] strides(int... dims) {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }

  /**
   * For each element of an array of dimensions {@code to}, the position of the element of this
   * tensor that NumPy's broadcasting puts there.
   */
  public int[] broadcastIndex(int... to) {
    int[] strides = strides(dims);
    int[] outStrides = strides(to);
    int lead = to.length - dims.length;
    return IntStream.range(0, size(to))
        .map(
            i -> {
              int at = 0;
              for (int axis = 0; axis < dims.length; axis++) {
                int coordinate = i / outStrides[axis + lead] % to[axis + lead];
                at += dims[axis] == 1 ? 0 : coordinate * strides[axis];
              }
              return at;
            })
        .toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor t && Arrays.equals(dims, t.dims) && Arrays.equals(data, t.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(dims) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims) + Arrays.toString(data);
  }
}
