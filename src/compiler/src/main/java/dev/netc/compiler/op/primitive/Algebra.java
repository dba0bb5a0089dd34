package dev.netc.compiler.op.primitive;

import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Writes formulas as nodes of a graph, leaving out what does nothing (times 1, plus 0). */
public final class Algebra {
  private final GraphBuilder graph;

  public Algebra(GraphBuilder graph) {
    this.graph = graph;
  }

  public GraphBuilder graph() {
    return graph;
  }

  public Node number(double value) {
    return graph.add(Leaf.Constant.of(value));
  }

  /** Numbers of a shape, the same for every sample. */
  public Node constant(Shape shape, double... values) {
    return graph.add(new Leaf.Constant(TensorType.fixed(shape), values));
  }

  public Node unary(Elementwise op, Node x) {
    return graph.add(op, x);
  }

  public Node binary(Elementwise op, Node x, Node y) {
    return graph.add(op, x, y);
  }

  public Node neg(Node x) {
    return unary(Elementwise.NEG, x);
  }

  public Node sign(Node x) {
    return unary(Elementwise.SIGN, x);
  }

  public Node square(Node x) {
    return unary(Elementwise.SQUARE, x);
  }

  public Node positive(Node x) {
    return unary(Elementwise.IS_POSITIVE, x);
  }

  public Node add(Node x, Node y) {
    return isScalarOf(y, 0) ? x : isScalarOf(x, 0) ? y : binary(Elementwise.ADD, x, y);
  }

  public Node sub(Node x, Node y) {
    return isScalarOf(y, 0) ? x : binary(Elementwise.SUB, x, y);
  }

  public Node mul(Node x, Node y) {
    return isScalarOf(y, 1) ? x : isScalarOf(x, 1) ? y : binary(Elementwise.MUL, x, y);
  }

  public Node div(Node x, Node y) {
    return isScalarOf(y, 1) ? x : binary(Elementwise.DIV, x, y);
  }

  public Node where(Node condition, Node yes, Node no) {
    return graph.add(Elementwise.WHERE, condition, yes, no);
  }

  /** {@code factor · x}. */
  public Node scale(double factor, Node x) {
    return factor == 1 ? x : mul(x, number(factor));
  }

  /** {@code x + term}. */
  public Node shift(double term, Node x) {
    if (x.op() instanceof Leaf.Constant c && c.values().length == 1) {
      return graph.add(new Leaf.Constant(c.type(), new double[] {c.values()[0] + term}));
    }
    return term == 0 ? x : add(x, number(term));
  }

  private static boolean isScalarOf(Node node, double value) {
    return node.type().equals(TensorType.SCALAR)
        && node.op() instanceof Leaf.Constant c
        && c.isAll(value);
  }

  public Node reshape(Node x, Shape shape) {
    return x.type().shape().equals(shape) ? x : graph.add(new Reshape(shape), x);
  }

  /** Reduces over axes of the shape (not the batch), which disappear. */
  public Node reduce(Reduce.Kind kind, Node x, List<Integer> axes) {
    int lead = x.type().batched() ? 1 : 0;
    return reducePhysical(kind, x, axes.stream().map(axis -> axis + lead).toList());
  }

  /** Reduces over all axes of the shape; the batch stays. */
  public Node reduceAll(Reduce.Kind kind, Node x) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.type().shape().rank(); axis++) {
      axes.add(axis);
    }
    return reduce(kind, x, axes);
  }

  /** Reduces over the batch, if there is one. */
  public Node reduceBatch(Reduce.Kind kind, Node x) {
    return x.type().batched() ? graph.add(new Reduce(kind, 0, 1), x) : x;
  }

  /**
   * Runs of neighbouring axes are reduced together, the last run first, so that axes keep their
   * numbers.
   */
  private Node reducePhysical(Reduce.Kind kind, Node x, List<Integer> axes) {
    List<Integer> sorted = axes.stream().sorted().toList();
    Node result = x;
    int end = sorted.size();
    while (end > 0) {
      int begin = end - 1;
      while (begin > 0 && sorted.get(begin - 1) == sorted.get(begin) - 1) {
        begin--;
      }
      result = graph.add(new Reduce(kind, sorted.get(begin), sorted.get(end - 1) + 1), result);
      end = begin;
    }
    return result;
  }

  /** Sums a broadcast gradient to the type of the operand it belongs to. */
  public Node sumTo(Node x, TensorType type) {
    Node result = x;
    if (x.type().batched() && !type.batched()) {
      result = reduceBatch(Reduce.Kind.SUM, result);
    }
    Shape from = result.type().shape();
    int lead = from.rank() - type.shape().rank();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < from.rank(); axis++) {
      if (axis < lead || (type.shape().dim(axis - lead) == 1 && from.dim(axis) != 1)) {
        axes.add(axis);
      }
    }
    if (!axes.isEmpty()) {
      result = reduce(Reduce.Kind.SUM, result, axes);
    }
    return reshape(result, type.shape());
  }

  /** Stretches to a type by NumPy's rule, one run of neighbouring axes after the other. */
  public Node broadcastTo(Node x, TensorType type) {
    List<Integer> padded = new ArrayList<>();
    for (int i = x.type().shape().rank(); i < type.shape().rank(); i++) {
      padded.add(1);
    }
    padded.addAll(x.type().shape().dims());
    Node result = reshape(x, new Shape(padded));
    int rank = type.shape().rank();
    int axis = 0;
    while (axis < rank) {
      int end = axis;
      while (end < rank && result.type().shape().dim(end) != type.shape().dim(end)) {
        end++;
      }
      if (end > axis) {
        result =
            graph.add(new Broadcast(false, axis, type.shape().dims().subList(axis, end)), result);
      }
      axis = Math.max(end, axis + 1);
    }
    return type.batched() && !result.type().batched()
        ? graph.add(new Broadcast(true, 0, List.of()), result)
        : result;
  }
}
