package dev.netc.runtime.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** An array that is being filled from a file: float32, or float64 where the stored type is wide. */
record ArrayTarget(String name, ElementType type, float[] floats, double[] doubles) {

  /**
   * @param size already checked against the file
   * @throws CheckpointException if the heap has no room
   */
  static ArrayTarget allocate(Path file, String name, ElementType type, int size) {
    try {
      return type.isWide()
          ? new ArrayTarget(name, type, null, new double[size])
          : new ArrayTarget(name, type, new float[size], null);
    } catch (OutOfMemoryError e) {
      throw new CheckpointException(
          file,
          "tensor '%s' needs %d bytes of memory, more than is free"
              .formatted(name, (long) size * (type.isWide() ? 8 : 4)),
          "give the JVM a larger heap with -Xmx",
          e);
    }
  }

  int size() {
    return floats != null ? floats.length : doubles.length;
  }

  /** Fills {@code count} elements from {@code at} on, in the buffer's byte order. */
  void decode(ByteBuffer from, int at, int count) {
    if (doubles != null) {
      type.decode(from, doubles, at, count);
    } else {
      type.decode(from, floats, at, count);
    }
  }

  StoredTensor tensor(long[] shape) {
    return doubles != null
        ? StoredTensor.of(name, shape, doubles)
        : StoredTensor.of(name, shape, floats);
  }

  /** The same array, stored in Fortran order (first index fastest), in C order. */
  StoredTensor tensorFromFortran(long[] shape) {
    int[] order = fortranOrder(shape, size());
    if (doubles != null) {
      double[] sorted = new double[order.length];
      for (int i = 0; i < order.length; i++) sorted[i] = doubles[order[i]];
      return StoredTensor.of(name, shape, sorted);
    }
    float[] sorted = new float[order.length];
    for (int i = 0; i < order.length; i++) sorted[i] = floats[order[i]];
    return StoredTensor.of(name, shape, sorted);
  }

  /** For each place in C order, the place of that element in Fortran order. */
  private static int[] fortranOrder(long[] shape, int size) {
    int[] order = new int[size];
    int[] index = new int[shape.length];
    int[] stride = new int[shape.length];
    int product = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      stride[axis] = product;
      product *= (int) Math.max(1, shape[axis]);
    }
    int at = 0;
    for (int i = 0; i < size; i++) {
      order[i] = at;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        at += stride[axis];
        if (++index[axis] < shape[axis]) break;
        at -= stride[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return order;
  }
}
