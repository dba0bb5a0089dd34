package dev.netc.runtime.net;

import java.util.Arrays;

/**
 * An input of a net, or a result.
 *
 * @param batched whether there is one for each sample
 * @param shape without the batch; empty for a scalar
 */
public record TensorSpec(String name, boolean batched, int... shape) {

  /** Floats, for each sample if batched. */
  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Floats for a number of samples. */
  public long size(int rows) {
    return batched ? (long) size() * rows : size();
  }

  /** The dimensions in memory for a number of samples, the batch first. */
  public long[] dims(int rows) {
    int lead = batched ? 1 : 0;
    long[] dims = new long[shape.length + lead];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = axis < lead ? rows : shape[axis - lead];
    }
    return dims;
  }
}
