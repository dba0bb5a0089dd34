package dev.netc.cli.graph;

import dev.netc.cli.engine.Flow;
import dev.netc.cli.graph.Drawing.Arrow;
import dev.netc.cli.graph.Drawing.Box;
import dev.netc.cli.graph.Drawing.Frame;
import dev.netc.cli.graph.Drawing.Kind;
import dev.netc.cli.report.NumberText;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.reference.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the drawing of a network: a box for each step, a frame for each net used inside. */
public final class NetworkDrawing {
  /** Numbers of a constant or value that are shown one by one. */
  private static final int MOST_NUMBERS = 4;

  private final Network network;
  private final Set<Value> used;

  /** The paths of operations that may have weights of their own. */
  private final Set<Path> layers;

  private final Optional<Flow> flow;
  private final Map<Value, String> ids = new IdentityHashMap<>();
  private final Map<String, Frame> frames = new LinkedHashMap<>();
  private final List<Box> boxes = new ArrayList<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private final Set<Value> counted = new HashSet<>();

  private NetworkDrawing(Network network, Optional<Flow> flow) {
    this.network = network;
    this.flow = flow;
    this.used = Network.reaching(network.values(), network.outputs().values());
    this.layers =
        used.stream().filter(NetworkDrawing::isLayer).map(Value::path).collect(Collectors.toSet());
  }

  private static boolean isLayer(Value value) {
    return value.definition() instanceof Value.Definition.Call call
        && call.operation().has(Operation.Trait.LAYER);
  }

  /** Layers with their shapes and numbers of parameters. */
  public static Drawing ofLayers(Network network) {
    return new NetworkDrawing(network, Optional.empty()).draw();
  }

  /** A computational graph as a textbook draws it: the values above the arrows, gradients below. */
  public static Drawing ofValues(Network network, Flow flow) {
    return new NetworkDrawing(network, Optional.of(flow)).draw();
  }

  private Drawing draw() {
    for (Value value : network.values()) {
      if (used.contains(value) && !isOwnWeight(value)) {
        add(value);
      }
    }
    network.outputs().forEach((name, value) -> output(name, value));
    return new Drawing(network.name(), List.copyOf(frames.values()), boxes, arrows);
  }

  private void add(Value value) {
    String id = "v" + ids.size();
    ids.put(value, id);
    List<String> lines = new ArrayList<>();
    Kind kind;
    if (value.definition() instanceof Value.Definition.Input input) {
      kind = Kind.INPUT;
      lines.add(input.name());
    } else if (value.definition() instanceof Value.Definition.Constant constant) {
      kind = Kind.CONSTANT;
      lines.add(numbers(constant.values(), value));
    } else if (value.definition() instanceof Value.Definition.Call call) {
      kind = isLayer(value) ? Kind.LAYER : Kind.OPERATION;
      lines.add(OperationText.of(call));
      arrows(value, call, id);
    } else {
      kind = Kind.PARAMETER;
      lines.add(value.path().toString());
    }
    if (flow.isEmpty()) {
      lines.add(figures(value));
    }
    boxes.add(new Box(id, kind, lines, frame(value.path())));
  }

  private void arrows(Value value, Value.Definition.Call call, String id) {
    for (int i = 0; i < call.operands().size(); i++) {
      Value operand = call.operands().get(i);
      if (!isOwnWeight(operand)) {
        arrows.add(arrow(ids.get(operand), id, new Flow.Edge(value, i), operand));
      }
    }
  }

  private void output(String name, Value value) {
    String id = "out " + name;
    List<String> lines = flow.isEmpty() ? List.of(name, shape(value)) : List.of(name);
    boxes.add(new Box(id, Kind.OUTPUT, lines, Optional.empty()));
    arrows.add(arrow(ids.get(value), id, new Flow.Edge(value, Flow.RESULT), value));
  }

  private Arrow arrow(String from, String to, Flow.Edge edge, Value value) {
    if (flow.isEmpty()) {
      return new Arrow(from, to, "", "");
    }
    Flow.Content content = flow.get().along(edge);
    return new Arrow(from, to, text(content.value(), value), text(content.gradient(), value));
  }

  /** A single sample is shown without the axis of the batch, a larger tensor by its shape. */
  private static String text(Tensor tensor, Value value) {
    int[] dims = tensor.dims();
    boolean single = value.type().tensor().batched() && dims[0] == 1;
    int[] shown = single ? Arrays.copyOfRange(dims, 1, dims.length) : dims;
    return tensor.size() > MOST_NUMBERS
        ? Arrays.toString(shown)
        : NumberText.ofArray(shown, tensor.data(), true);
  }

  /** Whether it is a weight that a layer made for itself: it counts to the layer's box. */
  private boolean isOwnWeight(Value value) {
    return value.definition() instanceof Value.Definition.Parameter p
        && p.path().parent().filter(layers::contains).isPresent();
  }

  /** The nearest net around a value, with the nets around that one. */
  private Optional<String> frame(Path path) {
    Optional<Path> at = path.isLayer() ? path.parent() : Optional.of(path);
    while (at.isPresent() && !at.get().isLayer()) {
      at = at.get().parent();
    }
    if (at.isEmpty()) {
      return Optional.empty();
    }
    Path net = at.get();
    String name = net.toString();
    if (!frames.containsKey(name)) {
      Optional<String> outer = frame(net);
      frames.put(name, new Frame(name, outer));
    }
    return Optional.of(name);
  }

  private String figures(Value value) {
    long parameters = 0;
    for (Value operand : value.operands()) {
      if (isOwnWeight(operand) && counted.add(operand)) {
        parameters += operand.type().shape().size();
      }
    }
    String shape = shape(value);
    return parameters == 0
        ? shape
        : String.format(Locale.ROOT, "%s  %,d parameters", shape, parameters);
  }

  private static String shape(Value value) {
    return value.type().shape().rank() == 0 ? "a number" : value.type().shape().toString();
  }

  private static String numbers(double[] values, Value value) {
    if (values.length == 1) {
      return NumberText.of(values[0]);
    }
    return values.length <= MOST_NUMBERS
        ? NumberText.ofArray(new int[] {values.length}, values, true)
        : "numbers " + value.type().shape();
  }
}
