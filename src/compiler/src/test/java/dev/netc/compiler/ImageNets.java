package dev.netc.compiler;

import dev.netc.compiler.autodiff.Autodiff;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Origin;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.lower.Lowered.Training;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.BatchNorm;
import dev.netc.compiler.op.primitive.ColumnVariance;
import dev.netc.compiler.op.primitive.Columns;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.MaxPool;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.compiler.op.primitive.Window;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** Nets on images, as lowering would write them, for what is tried on graphs of their kind. */
public final class ImageNets {
  private static final double EPSILON = 1e-5;

  private final GraphBuilder graph = new GraphBuilder();
  private final Algebra m = new Algebra(graph);
  private final boolean training;

  /** In the order of their first use; both phases use them in the same order. */
  private final Map<String, NetworkParameter> parameters = new LinkedHashMap<>();

  private ImageNets(boolean training) {
    this.training = training;
  }

  /**
   * A residual net. Source: He et al., Deep Residual Learning for Image Recognition, 2015, table 1.
   *
   * @param blocks in each stage: 2, 2, 2, 2 is ResNet-18; 3, 8, 36, 3 with bottlenecks ResNet-152
   * @param image [channels, height, width]; small ones go without the first pool
   */
  public static Lowered residual(List<Integer> blocks, boolean bottleneck, Shape image) {
    return lowered(image, (net, x) -> net.residual(x, blocks, bottleneck));
  }

  /** Convolutions with biases and dense layers, in the manner of VGG and DeepConvNet. */
  public static Lowered plain(Shape image) {
    return lowered(image, ImageNets::plain);
  }

  /** Branches that are joined over channels, in the manner of GoogLeNet. */
  public static Lowered inception(Shape image) {
    return lowered(image, ImageNets::inception);
  }

  private Node residual(Node image, List<Integer> blocks, boolean bottleneck) {
    boolean large = image.type().shape().dim(1) > 64;
    Node x = large ? normalised(image, 64, 7, 2, "stem") : normalised(image, 64, 3, 1, "stem");
    x = m.unary(Elementwise.RELU, x);
    x = large ? maxPool(x, 3, 2, 1) : x;
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int i = 0; i < blocks.get(stage); i++) {
        String name = "stage%d.block%d".formatted(stage, i);
        x = block(x, 64 << stage, stage > 0 && i == 0 ? 2 : 1, bottleneck, name);
      }
    }
    at("head");
    return dense(m.reduce(Reduce.Kind.MEAN, x, List.of(1, 2)), 10, "head");
  }

  private Node block(Node x, int width, int stride, boolean bottleneck, String name) {
    Node y;
    if (bottleneck) {
      y = m.unary(Elementwise.RELU, normalised(x, width, 1, 1, name + ".a"));
      y = m.unary(Elementwise.RELU, normalised(y, width, 3, stride, name + ".b"));
      y = normalised(y, 4 * width, 1, 1, name + ".c");
    } else {
      y = m.unary(Elementwise.RELU, normalised(x, width, 3, stride, name + ".a"));
      y = normalised(y, width, 3, 1, name + ".b");
    }
    boolean same = x.type().equals(y.type());
    Node shortcut =
        same ? x : normalised(x, y.type().shape().dim(0), 1, stride, name + ".shortcut");
    at(name);
    return m.unary(Elementwise.RELU, m.add(y, shortcut));
  }

  private Node plain(Node image) {
    Node x = m.unary(Elementwise.RELU, conv(image, 8, 3, 1, "a", true));
    x = m.unary(Elementwise.RELU, conv(x, 8, 3, 1, "b", true));
    x = maxPool(x, 2, 2, 0);
    x = m.unary(Elementwise.RELU, conv(x, 12, 3, 1, "c", true));
    x = maxPool(x, 2, 2, 0);
    x = m.reshape(x, Shape.of((int) x.type().size()));
    x = m.unary(Elementwise.RELU, dense(x, 20, "d"));
    return dense(x, 10, "e");
  }

  private Node inception(Node image) {
    Node x = maxPool(m.unary(Elementwise.RELU, conv(image, 8, 3, 1, "stem", true)), 3, 2, 1);
    for (String name : List.of("one", "two")) {
      Node a = m.unary(Elementwise.RELU, conv(x, 4, 1, 1, name + ".a", true));
      Node b = m.unary(Elementwise.RELU, conv(x, 4, 1, 1, name + ".b0", true));
      b = m.unary(Elementwise.RELU, conv(b, 6, 3, 1, name + ".b1", true));
      Node c = m.unary(Elementwise.RELU, conv(maxPool(x, 3, 1, 1), 5, 1, 1, name + ".c", true));
      x = graph.add(new Concat(0), a, b, c);
    }
    Leaf mask = new Leaf.Random(Leaf.Random.Distribution.BERNOULLI, 0.5, 0, 0, x.type());
    x = training ? m.mul(x, m.scale(2, graph.add(mask))) : x;
    return dense(m.reduce(Reduce.Kind.MEAN, x, List.of(1, 2)), 10, "head");
  }

  private void at(String name) {
    graph.at(new Origin(name, Span.NONE));
  }

  private Node parameter(String name, Weight.Role role, int... dims) {
    Shape shape = Shape.of(dims);
    parameters.put(
        name,
        new NetworkParameter(
            name, shape, new InitializerSpec.Normal(0, 0.1), 1, 1, role, false, Span.NONE));
    return graph.add(new Leaf.Parameter(name, TensorType.fixed(shape)));
  }

  private Node conv(Node x, int filters, int kernel, int stride, String name, boolean bias) {
    at(name);
    Node w =
        parameter(
            name + ".weight", Weight.Role.WEIGHT, filters, x.type().shape().dim(0), kernel, kernel);
    int pad = kernel / 2;
    Window window = Window.of(kernel, kernel).stride(stride, stride).pad(pad, pad, pad, pad);
    Node y = graph.add(new Conv(window, 1, false), x, w);
    Shape channels = Shape.of(filters, 1, 1);
    return bias
        ? m.add(y, m.reshape(parameter(name + ".bias", Weight.Role.BIAS, filters), channels))
        : y;
  }

  private Node normalised(Node x, int filters, int kernel, int stride, String name) {
    Node y = conv(x, filters, kernel, stride, name, false);
    Node gamma = parameter(name + ".gamma", Weight.Role.BIAS, filters);
    Node beta = parameter(name + ".beta", Weight.Role.BIAS, filters);
    Node mean = parameter(name + ".running_mean", Weight.Role.STATE, filters);
    Node variance = parameter(name + ".running_var", Weight.Role.STATE, filters);
    if (training) {
      Node batchMean = Columns.FIRST.mean(m, y);
      run(mean, batchMean);
      run(variance, graph.add(new ColumnVariance(Columns.FIRST), y, batchMean));
      return graph.add(new BatchNorm(Columns.FIRST, EPSILON), y, gamma, beta);
    }
    Node deviation = m.unary(Elementwise.SQRT, m.shift(EPSILON, variance));
    Node a = Columns.FIRST.over(m, m.div(gamma, deviation), y.type());
    Node centred = m.sub(y, Columns.FIRST.over(m, mean, y.type()));
    return m.add(m.mul(centred, a), Columns.FIRST.over(m, beta, y.type()));
  }

  /** Nine parts of a running statistic and one of the batch's. */
  private void run(Node statistic, Node ofBatch) {
    String name = ((Leaf.Parameter) statistic.op()).name();
    Node next = m.add(m.scale(0.9, statistic), m.scale(0.1, ofBatch));
    graph.output(Training.stateName(name), next);
  }

  private Node maxPool(Node x, int kernel, int stride, int pad) {
    Window window = Window.of(kernel, kernel).stride(stride, stride).pad(pad, pad, pad, pad);
    return graph.add(new MaxPool(window, false), x);
  }

  private Node dense(Node x, int units, String name) {
    at(name);
    Node w = parameter(name + ".weight", Weight.Role.WEIGHT, x.type().shape().dim(0), units);
    Node y = graph.add(new Linear(false), x, w);
    return m.add(y, parameter(name + ".bias", Weight.Role.BIAS, units));
  }

  private static Lowered lowered(Shape image, BiFunction<ImageNets, Node, Node> body) {
    TensorType type = TensorType.batched(image);
    TensorType index = TensorType.batched(Shape.SCALAR);
    ImageNets infer = new ImageNets(false);
    infer.graph.output("scores", body.apply(infer, infer.graph.add(new Leaf.Input("image", type))));
    ImageNets evaluate = new ImageNets(false);
    evaluate.graph.output("loss", evaluate.loss(type, index, body));
    ImageNets train = new ImageNets(true);
    Node loss = train.loss(type, index, body);
    train.graph.output("loss", loss);
    train.differentiate(loss);
    return new Lowered(
        "Image net",
        "",
        "image.net",
        List.of(
            new NetworkInput("image", type, false, Span.NONE),
            new NetworkInput("label", index, true, Span.NONE)),
        List.copyOf(train.parameters.values()),
        infer.graph.build("infer"),
        Optional.of(evaluate.graph.build("evaluate")),
        Optional.of(train.training()),
        List.of(),
        Map.of("image", "image", "label", "label"));
  }

  private Node loss(TensorType image, TensorType index, BiFunction<ImageNets, Node, Node> body) {
    Node scores = body.apply(this, graph.add(new Leaf.Input("image", image)));
    at("loss");
    Node label = graph.add(new Leaf.Input("label", index));
    Node each = graph.add(new SoftmaxCrossEntropy(false), scores, label);
    return m.reduceBatch(Reduce.Kind.MEAN, each);
  }

  private void differentiate(Node loss) {
    Map<String, Node> leaves = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Parameter p && parameters.get(p.name()).isTrained()) {
        leaves.put(p.name(), node);
      }
    }
    Map<Node, Node> gradients = Autodiff.gradients(graph, loss, new ArrayList<>(leaves.values()));
    leaves.forEach((name, leaf) -> graph.output(Training.gradientName(name), gradients.get(leaf)));
  }

  private Training training() {
    OptimizerSpec sgd = new OptimizerSpec("sgd", Map.of("lr", 0.1));
    Graph step = graph.build("train");
    return new Training(step, sgd, OptionalDouble.empty(), false);
  }
}
