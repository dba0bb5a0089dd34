package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.AvgPool;
import dev.netc.compiler.op.primitive.AvgPoolSpread;
import dev.netc.compiler.op.primitive.BatchNorm;
import dev.netc.compiler.op.primitive.ColumnDot;
import dev.netc.compiler.op.primitive.ColumnVariance;
import dev.netc.compiler.op.primitive.Columns;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.ConvInput;
import dev.netc.compiler.op.primitive.ConvWeights;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Lrn;
import dev.netc.compiler.op.primitive.LrnGradient;
import dev.netc.compiler.op.primitive.MaxPool;
import dev.netc.compiler.op.primitive.MaxPoolPick;
import dev.netc.compiler.op.primitive.MaxPoolSpread;
import dev.netc.compiler.op.primitive.Window;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.Random;

/** Random operations on images [channels, height, width], with weights of their own. */
final class RandomSpatial {
  private final Random random;
  private final GraphBuilder graph;
  private final Algebra m;

  RandomSpatial(Random random, GraphBuilder graph) {
    this.random = random;
    this.graph = graph;
    this.m = new Algebra(graph);
  }

  /**
   * An operation on a value.
   *
   * @throws IllegalStateException if it does not fit
   */
  Node on(Node x) {
    if (random.nextInt(4) == 0) {
      return onColumns(x);
    }
    Window window = window();
    int channels = x.type().shape().rank() == 3 ? x.type().shape().dim(0) : 1;
    int groups = random.nextInt(3) == 0 ? channels : 1;
    return switch (random.nextInt(7)) {
      case 6 -> residual(x);
      case 0 -> biased(graph.add(new Conv(window, groups, false), x, filters(x, window, groups)));
      case 1 -> convolutionGradients(x, window, groups);
      case 2 -> maximum(x, window);
      case 3 -> mean(x, window);
      case 4 -> normalised(x);
      default -> graph.add(new Conv(window, 1, false), x, filters(x, window, 1));
    };
  }

  private Window window() {
    return Window.of(1 + random.nextInt(3), 1 + random.nextInt(2))
        .stride(1 + random.nextInt(3), 1 + random.nextInt(2))
        .dilation(1 + random.nextInt(2), 1)
        .pad(random.nextInt(3), random.nextInt(2), random.nextInt(2), random.nextInt(2));
  }

  private Node parameter(Shape shape) {
    String name = "filter" + graph.nodes().size();
    return graph.add(new Leaf.Parameter(name, TensorType.fixed(shape)));
  }

  private Node filters(Node x, Window window, int groups) {
    int filters = groups * (1 + random.nextInt(3));
    int channels = x.type().shape().dim(0) / groups;
    return parameter(Shape.of(filters, channels, window.kernelHeight(), window.kernelWidth()));
  }

  private Node biased(Node y) {
    return m.add(y, parameter(Shape.of(y.type().shape().dim(0), 1, 1)));
  }

  /** A convolution and a shortcut around it. */
  private Node residual(Node x) {
    Window same = Window.of(3, 3).pad(1, 1, 1, 1);
    Shape filters = Shape.of(x.type().shape().dim(0), x.type().shape().dim(0), 3, 3);
    Node y = graph.add(new Conv(same, 1, false), x, parameter(filters));
    return m.unary(Elementwise.RELU, m.add(random.nextBoolean() ? biased(y) : y, x));
  }

  /** The gradients of a convolution by its image and by its weights, added. */
  private Node convolutionGradients(Node x, Window window, int groups) {
    Node w = filters(x, window, groups);
    Node y = graph.add(new Conv(window, groups, false), x, w);
    Shape shape = x.type().shape();
    ConvInput back = new ConvInput(window, groups, false, shape.dim(1), shape.dim(2));
    Node byW = graph.add(new ConvWeights(window, groups, false), x, y);
    Node total = m.sumTo(m.unary(Elementwise.TANH, byW), TensorType.SCALAR);
    return m.add(graph.add(back, y, w), total);
  }

  private Node maximum(Node x, Window window) {
    Node y = graph.add(new MaxPool(window, false), x);
    Node inside = m.where(m.binary(Elementwise.GT, y, m.number(-1e300)), y, m.number(0));
    return switch (random.nextInt(3)) {
      case 0 -> inside;
      case 1 -> graph.add(new MaxPoolSpread(window, false), x, inside);
      default -> graph.add(new MaxPoolPick(window, false), x, m.neg(x));
    };
  }

  private Node mean(Node x, Window window) {
    boolean counting = random.nextBoolean();
    Node y = graph.add(new AvgPool(window, counting, false), x);
    Shape shape = x.type().shape();
    return random.nextBoolean()
        ? y
        : graph.add(new AvgPoolSpread(window, counting, false, shape.dim(1), shape.dim(2)), y);
  }

  private Node normalised(Node x) {
    Lrn lrn = new Lrn(1 + 2 * random.nextInt(2), 0.5, 0.75, 1, false);
    return random.nextBoolean() ? graph.add(lrn, x) : graph.add(new LrnGradient(lrn), x, m.neg(x));
  }

  private Node onColumns(Node x) {
    Columns columns = Columns.values()[random.nextInt(3)];
    Node mean = columns.mean(m, x);
    Shape shape = columns.shape(x.type());
    return switch (random.nextInt(3)) {
      case 0 -> graph.add(new ColumnVariance(columns), x, mean);
      case 1 -> graph.add(new ColumnDot(columns), m.neg(x), x, mean);
      default -> graph.add(new BatchNorm(columns, 0.1), x, parameter(shape), parameter(shape));
    };
  }
}
