package dev.netc.compiler.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type of a tensor: its shape, and whether it has a value for each sample of the batch.
 *
 * @param batched whether the batch is an (unwritten) first dimension
 */
public record TensorType(boolean batched, Shape shape) {
  public static final TensorType SCALAR = new TensorType(false, Shape.SCALAR);

  public static TensorType batched(Shape shape) {
    return new TensorType(true, shape);
  }

  public static TensorType fixed(Shape shape) {
    return new TensorType(false, shape);
  }

  public TensorType with(Shape other) {
    return new TensorType(batched, other);
  }

  /** Elements for each sample if batched, elements in all otherwise. */
  public long size() {
    return shape.size();
  }

  /** The number of dimensions in memory: the batch counts. */
  public int physicalRank() {
    return shape.rank() + (batched ? 1 : 0);
  }

  /** The dimensions in memory, the batch first, for a given batch. */
  public int[] physicalDims(int batch) {
    List<Integer> dims = new ArrayList<>(shape.dims());
    if (batched) {
      dims.add(0, batch);
    }
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  public boolean isScalar() {
    return !batched && shape.size() == 1;
  }

  /** The type of an elementwise operation on operands of these types. */
  public static Optional<TensorType> broadcast(TensorType a, TensorType b) {
    return Shape.broadcast(a.shape, b.shape)
        .map(shape -> new TensorType(a.batched || b.batched, shape));
  }

  /** As graphs print it: {@code f32[batch, 784]}. */
  @Override
  public String toString() {
    String dims = shape.toString();
    if (!batched) {
      return "f32" + dims;
    }
    return shape.rank() == 0 ? "f32[batch]" : "f32[batch, " + dims.substring(1);
  }
}
