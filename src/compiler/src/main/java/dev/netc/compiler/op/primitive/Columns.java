package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** What a statistic over the batch is taken for: numbers of one column count together. */
public enum Columns {
  /** The first axis, such as the channels of [channels, height, width]. */
  FIRST,
  /** The last axis, such as the channels of [height, width, channels], or features. */
  LAST,
  /** Each element has a statistic of its own; only the batch counts together. */
  ELEMENTS;

  /** The shape of a statistic of x. */
  public Shape shape(TensorType x) {
    if (this == ELEMENTS) {
      return x.shape();
    }
    if (x.shape().rank() == 0) {
      throw new IllegalStateException(x + " has no columns");
    }
    return Shape.of(x.shape().dim(this == FIRST ? 0 : -1));
  }

  /** The elements of each sample that count together. */
  private long count(TensorType x) {
    return x.size() / shape(x).size();
  }

  /** The column of an element of x, given its place in memory. */
  int column(TensorType x, int place) {
    int columns = Math.toIntExact(shape(x).size());
    return this == FIRST ? (int) (place / count(x) % columns) : place % columns;
  }

  /** The sum of each column. */
  public Node sum(Algebra m, Node x) {
    return reduce(m, Reduce.Kind.SUM, x);
  }

  /** The mean of each column. */
  public Node mean(Algebra m, Node x) {
    return reduce(m, Reduce.Kind.MEAN, x);
  }

  private Node reduce(Algebra m, Reduce.Kind kind, Node x) {
    int rank = x.type().shape().rank();
    List<Integer> axes =
        switch (this) {
          case FIRST -> IntStream.range(1, rank).boxed().toList();
          case LAST -> IntStream.range(0, rank - 1).boxed().toList();
          case ELEMENTS -> List.of();
        };
    return m.reduceBatch(kind, m.reduce(kind, x, axes));
  }

  /** One divided by the numbers in a column: the batch counts. */
  public Node inverseCount(Algebra m, TensorType x) {
    Node share = m.number(1.0 / count(x));
    return x.batched() ? m.mul(share, m.graph().add(new Leaf.InverseBatch())) : share;
  }

  /** A statistic as an operand that stretches over x. */
  public Node over(Algebra m, Node statistic, TensorType x) {
    if (this != FIRST) {
      return statistic;
    }
    Shape shape = shape(x);
    for (int axis = 1; axis < x.shape().rank(); axis++) {
      shape = shape.inserting(axis, 1);
    }
    return m.reshape(statistic, shape);
  }

  /** The rows of x as an expression, if columns lie next to each other. */
  CodeBlock rows(TensorType x, Emission at) {
    if (this == FIRST) {
      throw new IllegalStateException("columns are last where kernels are written");
    }
    return at.size(x.batched(), count(x));
  }
}
