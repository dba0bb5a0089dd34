package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Origin;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.ArgMax;
import dev.netc.compiler.op.primitive.BatchMatMul;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Gather;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.OuterSum;
import dev.netc.compiler.op.primitive.Pad;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Reshape;
import dev.netc.compiler.op.primitive.ScatterAdd;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Graphs of random primitives on random operands, the same for the same seed. */
public final class RandomGraph {
  private static final int CLASSES = 4;
  private static final int MOST_ELEMENTS = 500;
  private static final List<Shape> SHAPES =
      List.of(
          Shape.SCALAR,
          Shape.of(1),
          Shape.of(CLASSES),
          Shape.of(3, CLASSES),
          Shape.of(3, 1),
          Shape.of(CLASSES, CLASSES),
          Shape.of(2, 3, CLASSES));

  /** Two sizes of images, and numbers for each of their channels. */
  private static final List<Shape> IMAGES =
      List.of(
          Shape.of(2, 4, 5),
          Shape.of(2, 1, 1),
          Shape.of(3, 4, 5),
          Shape.of(3, 1, 1),
          Shape.of(1, 4, 5));

  /** Elementwise operations that are defined everywhere, and on whose arguments little hinges. */
  private static final List<Elementwise> TAME =
      List.of(
          Elementwise.NEG,
          Elementwise.ABS,
          Elementwise.SQUARE,
          Elementwise.TANH,
          Elementwise.SIGMOID,
          Elementwise.SOFTPLUS,
          Elementwise.RELU,
          Elementwise.SIN,
          Elementwise.ERF,
          Elementwise.ADD,
          Elementwise.SUB,
          Elementwise.MUL,
          Elementwise.MIN,
          Elementwise.MAX,
          Elementwise.WHERE);

  private final Random random;
  private final GraphBuilder graph = new GraphBuilder();
  private final Algebra m = new Algebra(graph);
  private final List<Node> values = new ArrayList<>();
  private Node index;

  private RandomGraph(long seed) {
    this.random = new Random(seed);
  }

  /** A graph with {@code size} random operations; the last ones are results. */
  public static Graph of(long seed, int size) {
    RandomGraph random = new RandomGraph(seed);
    random.addLeaves(SHAPES);
    return random.grown(size, random::operation);
  }

  /** A graph with {@code size} random operations, most of them on images. */
  public static Graph ofImages(long seed, int size) {
    RandomGraph random = new RandomGraph(seed);
    random.addLeaves(IMAGES);
    return random.grown(size, random::onImages);
  }

  private Graph grown(int size, Supplier<Node> operation) {
    for (int i = 0; i < size; i++) {
      graph.at(new Origin("value" + i, Span.NONE));
      values.add(operation.get());
    }
    for (int i = 0; i < 4; i++) {
      graph.output("result" + i, values.get(values.size() - 1 - i));
    }
    return graph.build("random");
  }

  private void addLeaves(List<Shape> shapes) {
    index = graph.add(new Leaf.Input("index", TensorType.batched(Shape.SCALAR)));
    for (int i = 0; i < shapes.size(); i++) {
      values.add(graph.add(new Leaf.Input("x" + i, TensorType.batched(shapes.get(i)))));
      values.add(graph.add(new Leaf.Parameter("w" + i, TensorType.fixed(shapes.get(i)))));
    }
    values.add(m.number(1));
    values.add(m.number(0));
    values.add(m.number(2));
    values.add(m.constant(Shape.of(CLASSES), 0.5, -1, 2, 1));
    values.add(graph.add(new Leaf.InverseBatch()));
  }

  private Node operation() {
    return until(() -> random.nextInt(12) == 0 ? textbook() : drawn());
  }

  /** Draws operations and operands until they fit. */
  private static Node until(Supplier<Node> draw) {
    while (true) {
      try {
        Node node = draw.get();
        if (node.type().size() <= MOST_ELEMENTS) {
          return node;
        }
      } catch (IllegalStateException | IndexOutOfBoundsException e) {
        // These operands do not fit this operation.
      }
    }
  }

  private Node onImages() {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> until(() -> new RandomSpatial(random, graph).on(any()));
      case 3, 4 -> until(() -> images(elementwise(TAME)));
      default -> until(this::drawn);
    };
  }

  private static Node images(Node node) {
    require(node.type().shape().rank() == 3);
    return node;
  }

  private Node drawn() {
    Node x = any();
    Shape shape = x.type().shape();
    int axis = random.nextInt(shape.rank() + 1);
    return switch (random.nextInt(24)) {
      case 0 -> graph.add(reduce(x), x);
      case 1 -> graph.add(new Softmax(random.nextBoolean()), x);
      case 2 -> graph.add(new SoftmaxCrossEntropy(true), x, any());
      case 3 -> graph.add(new SoftmaxCrossEntropy(false), scores(x), index);
      case 4 -> entropyGradient(scores(x));
      case 5 -> graph.add(new Linear(random.nextBoolean()), x, any());
      case 6 -> affine(x);
      case 7 -> graph.add(new BatchMatMul(random.nextBoolean(), random.nextBoolean()), x, any());
      case 8 -> graph.add(new OuterSum(), x, any());
      case 9 -> graph.add(new Permute(permutation(shape.rank())), x);
      case 10 -> graph.add(new Reshape(Shape.of((int) shape.size())), x);
      case 11 -> graph.add(new Reshape(shape.inserting(axis, 1)), x);
      case 12 -> graph.add(new Slice(axis, 0, 1 + random.nextInt(shape.dim(axis))), x);
      case 13 -> graph.add(new Pad(axis, shape.dim(axis) > 0 ? 1 : 0, random.nextInt(2)), x);
      case 14 -> graph.add(new Concat(axis), x, any());
      case 15 -> graph.add(new OneHot(CLASSES), index);
      case 16 -> graph.add(new ArgMax(axis), x);
      case 17 -> gather(x);
      case 18 -> scatter(x);
      case 19 -> graph.add(new Broadcast(true, 0, List.of()), x);
      case 20 -> m.broadcastTo(x, any().type());
      case 21 -> elementwise(List.of(Elementwise.values()));
      default -> elementwise(TAME);
    };
  }

  private Node scatter(Node x) {
    require(x.type().batched() && x.type().shape().rank() == 1);
    return graph.add(new ScatterAdd(CLASSES), x, index);
  }

  private Node gather(Node x) {
    require(x.type().shape().rank() == 2 && x.type().shape().dim(0) == CLASSES);
    return graph.add(new Gather(), x, index);
  }

  /** Scores for the classes that the index names. */
  private static Node scores(Node x) {
    require(x.type().equals(TensorType.batched(Shape.of(CLASSES))));
    return x;
  }

  private Node entropyGradient(Node x) {
    Node g = m.broadcastTo(m.number(0.5), TensorType.batched(Shape.SCALAR));
    return graph.add(new SoftmaxCrossEntropy.Gradient(false), x, index, g);
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalStateException("drawn in vain");
    }
  }

  private Primitive reduce(Node x) {
    require(x.type().physicalRank() > 0);
    int from = random.nextInt(x.type().physicalRank());
    int to = from + 1 + random.nextInt(x.type().physicalRank() - from);
    return new Reduce(Reduce.Kind.values()[random.nextInt(4)], from, to);
  }

  private Node affine(Node x) {
    Node product = graph.add(new Linear(random.nextBoolean()), x, any());
    Node sum = m.add(product, any());
    List<Elementwise> activations =
        List.of(Elementwise.RELU, Elementwise.TANH, Elementwise.SIGMOID);
    return m.unary(activations.get(random.nextInt(3)), sum);
  }

  private Node elementwise(List<Elementwise> choice) {
    Elementwise op = choice.get(random.nextInt(choice.size()));
    return graph.add(op, IntStream.range(0, op.arity()).mapToObj(i -> any()).toList());
  }

  /** Softmax or sigmoid, then a logarithm, as textbooks have it. */
  private Node textbook() {
    Node z = any();
    Node t = m.unary(Elementwise.IS_POSITIVE, z);
    if (random.nextBoolean()) {
      Node log = m.binary(Elementwise.XLOGY, t, graph.add(new Softmax(false), z));
      return m.neg(m.reduce(Reduce.Kind.SUM, log, List.of(z.type().shape().rank() - 1)));
    }
    Node p = m.unary(Elementwise.SIGMOID, z);
    Node one = m.number(1);
    Node other = m.binary(Elementwise.XLOGY, m.sub(one, t), m.sub(one, p));
    return m.neg(m.add(m.binary(Elementwise.XLOGY, t, p), other));
  }

  private Node any() {
    // Half of all operands are recent values, so that graphs grow deep.
    int size = values.size();
    boolean recent = random.nextBoolean();
    return values.get(recent ? size - 1 - random.nextInt(Math.min(size, 4)) : random.nextInt(size));
  }

  private List<Integer> permutation(int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(axes, random);
    return axes;
  }
}
