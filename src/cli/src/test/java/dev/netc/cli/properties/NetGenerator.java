package dev.netc.cli.properties;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the statements of a net, each a new named tensor made of those before. Shapes are tracked,
 * so that every program is valid; functions are kept where they are smooth enough for float32.
 */
final class NetGenerator {
  private static final int LARGEST = 60;

  /** A named tensor with samples, and its shape. */
  record Tensor(String name, List<Integer> shape) {
    int size() {
      return shape.stream().reduce(1, (a, b) -> a * b);
    }

    int last() {
      return shape.get(shape.size() - 1);
    }
  }

  private final Choices choices;
  private final Names names;
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> parameters = new ArrayList<>();
  private final List<String> layers = new ArrayList<>();

  NetGenerator(Choices choices, Names names) {
    this.choices = choices;
    this.names = names;
  }

  List<String> lines() {
    return lines;
  }

  /** Free parameters by name. */
  List<String> parameters() {
    return parameters;
  }

  /** Values that a layer with weights gives: what can be frozen. */
  List<String> layers() {
    return layers;
  }

  Tensor input(String name, List<Integer> shape) {
    lines.add("input " + name + " " + shape);
    return add(new Tensor(name, shape));
  }

  /** An input of indices, and the vectors of a table for them. */
  void words(String name, List<Integer> shape, int size) {
    lines.add("input " + name + " int " + shape);
    int width = choices.between(1, 5);
    List<Integer> result = new ArrayList<>(shape);
    result.add(width);
    if (choices.oneIn(2)) {
      bind(name + " -> embedding(" + size + ", " + width + ")", result);
    } else {
      result.set(result.size() - 1, size);
      bind("one_hot(" + name + ", " + size + ")", result);
    }
  }

  private Tensor add(Tensor tensor) {
    tensors.add(tensor);
    return tensor;
  }

  /** A name that nothing in the program has. */
  String name() {
    return names.fresh();
  }

  Tensor bind(String expression, List<Integer> shape) {
    String name = names.fresh();
    lines.add(name + " = " + expression);
    return add(new Tensor(name, List.copyOf(shape)));
  }

  /** Adds one statement of a random kind. */
  void statement() {
    Tensor x = choices.of(tensors);
    if (ImageGenerator.isImage(x) && choices.oneIn(2)) {
      new ImageGenerator(choices, this).statement(x);
      return;
    }
    switch (choices.between(0, 20)) {
      case 0, 1, 2 -> dense(x);
      case 3 -> unary(x);
      case 4, 5 -> binary(x);
      case 6 -> reduce(x);
      case 7 -> arrange(x);
      case 8 -> part(x);
      case 9 -> join(x);
      case 10 -> product(x);
      case 11 -> repeat(x);
      case 12 -> shared(x);
      case 13, 17 -> new BlockGenerator(choices, this).onRow(x);
      case 14 -> normalise(x);
      case 15 -> formula(x);
      case 18, 19, 20 -> new LayerGenerator(choices, this).statement(x);
      default -> conditional(x);
    }
  }

  /** A tensor as one row. */
  Tensor vector(Tensor x) {
    if (x.shape().size() == 1) {
      return x;
    }
    return bind(
        x.shape().isEmpty() ? "reshape(" + x.name() + ", [1])" : x.name() + " -> flatten",
        List.of(x.size()));
  }

  /** One of the tensors, which may be read by others too. */
  Tensor any() {
    return choices.of(tensors);
  }

  /** A row of {@code units} scores, made of all tensors that nothing was made of. */
  Tensor scores(int units) {
    List<Tensor> ends = tensors.stream().filter(t -> !isRead(t)).toList();
    List<Tensor> unused = ends.stream().map(this::vector).toList();
    Tensor all = unused.get(0);
    if (unused.size() > 1) {
      List<String> parts = unused.stream().map(Tensor::name).toList();
      int size = unused.stream().mapToInt(Tensor::size).sum();
      all = bind("concat(" + String.join(", ", parts) + ")", List.of(size));
    }
    return layer(all.name() + " -> dense(" + units + ")", List.of(units));
  }

  private boolean isRead(Tensor tensor) {
    return lines.stream()
        .map(line -> line.substring(line.indexOf('=') + 1))
        .filter(expression -> !expression.startsWith("input "))
        .anyMatch(e -> List.of(e.split("[^\\p{L}\\p{N}_]+")).contains(tensor.name()));
  }

  /** Binds what a layer with weights gives. */
  Tensor layer(String expression, List<Integer> shape) {
    Tensor result = bind(expression, shape);
    layers.add(result.name());
    return result;
  }

  private void dense(Tensor x) {
    Tensor row = vector(x);
    int units = choices.of(1, 3, 4, 5, 7, 8, 17);
    String init =
        choices.of("", ", init = he", ", init = xavier", ", init = normal(0.3)", ", bias = false");
    boolean given = choices.oneIn(5);
    if (given) {
      String w = parameter(row.last(), units);
      init = ", weights = " + w + choices.of("", ", bias = false", ", bias = ones");
    }
    String after =
        choices.of("", " -> relu", " -> tanh", " -> sigmoid", " -> gelu", " -> dropout(0.3)");
    String expression = row.name() + " -> dense(" + units + init + ")" + after;
    if (given) {
      bind(expression, List.of(units));
    } else {
      layer(expression, List.of(units));
    }
  }

  private String parameter(int... dims) {
    String name = names.fresh();
    List<Integer> shape = new ArrayList<>();
    for (int dim : dims) {
      shape.add(dim);
    }
    String init =
        choices.of("normal(0.4)", "uniform(-0.5, 0.5)", "xavier", "ones", "constant(0.25)");
    lines.add("param " + name + " " + shape + " = " + init);
    parameters.add(name);
    return name;
  }

  private void unary(Tensor x) {
    String f =
        choices.of(
            "relu",
            "leaky_relu",
            "elu",
            "gelu",
            "silu",
            "softplus",
            "sigmoid",
            "tanh",
            "sin",
            "cos",
            "abs",
            "square",
            "sign",
            "step",
            "identity",
            "neg");
    bind(choices.oneIn(2) ? x.name() + " -> " + f : f + "(" + x.name() + ")", x.shape());
  }

  /** Two tensors with the same shape, or one of them stretched. */
  private void binary(Tensor x) {
    List<Tensor> fitting = tensors.stream().filter(t -> fits(t.shape(), x.shape())).toList();
    String y = fitting.isEmpty() || choices.oneIn(4) ? operand(x) : choices.of(fitting).name();
    String a = x.name();
    bind(
        choices.of(
            a + " + " + y,
            y + " - " + a,
            a + " * tanh(" + y + ")",
            a + " / (1 + " + y + "^2)",
            "max(" + a + ", " + y + ")",
            "min(" + y + ", " + a + ")",
            "where(" + a + " > " + y + ", " + a + ", 0.5 * " + y + ")",
            "(" + a + " <= " + y + ") * " + a,
            "where(" + a + " > 0 and not " + y + " > 0.1, " + y + ", " + a + ")",
            "(0.5 + abs(" + a + "))^(0.2 * sigmoid(" + y + "))"),
        x.shape());
  }

  /** A number or a parameter that stretches to a tensor. */
  private String operand(Tensor x) {
    if (x.shape().isEmpty() || choices.oneIn(2)) {
      return choices.number(-2, 2).replaceFirst("^(-.*)$", "($1)");
    }
    return choices.oneIn(2)
        ? parameter(x.last())
        : parameter(x.shape().stream().mapToInt(d -> choices.oneIn(3) ? 1 : d).toArray());
  }

  private static boolean fits(List<Integer> part, List<Integer> whole) {
    int lead = whole.size() - part.size();
    for (int i = 0; i < part.size(); i++) {
      if (lead < 0 || part.get(i) != 1 && !part.get(i).equals(whole.get(lead + i))) {
        return false;
      }
    }
    return lead >= 0;
  }

  private void reduce(Tensor x) {
    String f = choices.of("sum", "mean", "max", "min", "variance");
    if (x.shape().isEmpty() || choices.oneIn(3)) {
      bind(f + "(" + x.name() + ")", List.of());
      return;
    }
    int axis = choices.between(0, x.shape().size() - 1);
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.remove(axis);
    int shown = choices.oneIn(3) ? axis - x.shape().size() : axis;
    bind(f + "(" + x.name() + ", axis = " + shown + ")", shape);
  }

  private void arrange(Tensor x) {
    List<Integer> shape = new ArrayList<>(x.shape());
    if (shape.size() >= 2 && choices.oneIn(2)) {
      java.util.Collections.reverse(shape);
      bind("transpose(" + x.name() + ")", shape);
    } else if (x.size() % 2 == 0) {
      bind("reshape(" + x.name() + ", [2, " + x.size() / 2 + "])", List.of(2, x.size() / 2));
    } else {
      bind("reshape(" + x.name() + ", [" + x.size() + ", 1])", List.of(x.size(), 1));
    }
  }

  private void part(Tensor x) {
    if (x.shape().isEmpty()) {
      unary(x);
      return;
    }
    int length = x.shape().get(0);
    List<Integer> rest = x.shape().subList(1, x.shape().size());
    List<Integer> shape = new ArrayList<>(x.shape());
    int first = choices.between(0, length - 1);
    switch (choices.between(0, 2)) {
      case 0 -> bind(x.name() + "[" + first + "]", rest);
      case 1 -> {
        int last = choices.between(first, length - 1);
        shape.set(0, last - first + 1);
        bind(x.name() + "[" + first + ".." + last + "]", shape);
      }
      default -> {
        shape.set(0, 3);
        int other = choices.between(0, length - 1);
        bind(x.name() + "[[" + first + ", " + other + ", " + first + "]]", shape);
      }
    }
  }

  private void join(Tensor x) {
    List<Tensor> alike = tensors.stream().filter(t -> t.shape().equals(x.shape())).toList();
    Tensor y = choices.of(alike);
    if (x.size() + y.size() > LARGEST) {
      unary(x);
      return;
    }
    int axes = x.shape().size();
    List<Integer> shape = new ArrayList<>(x.shape());
    if (axes == 0 || choices.oneIn(2)) {
      int axis = choices.between(0, axes);
      shape.add(axis, 2);
      bind("stack(" + x.name() + ", " + y.name() + ", axis = " + axis + ")", shape);
    } else {
      int axis = choices.between(0, axes - 1);
      shape.set(axis, 2 * shape.get(axis));
      bind("concat(" + x.name() + ", " + y.name() + ", axis = " + axis + ")", shape);
    }
  }

  private void product(Tensor x) {
    if (x.shape().isEmpty()) {
      binary(x);
      return;
    }
    int columns = choices.of(1, 2, 5);
    List<Integer> shape = new ArrayList<>(x.shape());
    if (x.shape().size() == 2 && choices.oneIn(2)) {
      // A product for each sample: a matrix by its own transpose.
      int rows = shape.get(0);
      bind("0.1 * (" + x.name() + " @ transpose(" + x.name() + "))", List.of(rows, rows));
    } else if (choices.oneIn(4)) {
      String w = parameter(x.last());
      bind(x.name() + " @ " + w, shape.subList(0, shape.size() - 1));
    } else {
      String w = parameter(x.last(), columns);
      shape.set(shape.size() - 1, columns);
      bind(x.name() + " @ " + w, shape);
    }
  }

  private void repeat(Tensor x) {
    Tensor row = vector(x);
    int units = choices.of(3, 4, 6);
    String body = "dense(" + units + ") -> " + choices.of("tanh", "relu", "sigmoid");
    int times = choices.between(1, 3);
    layer(row.name() + " -> repeat " + times + " { " + body + " }", List.of(units));
  }

  /** One layer used twice: its gradient has two parts. */
  private void shared(Tensor x) {
    Tensor row = vector(x);
    String layer = names.fresh();
    lines.add(layer + " = dense(" + row.last() + ", init = normal(0.3)) -> tanh");
    bind(row.name() + " -> " + layer + " -> " + layer, row.shape());
  }

  private void normalise(Tensor x) {
    if (x.shape().isEmpty() || x.last() == 1) {
      unary(x);
      return;
    }
    bind(
        choices.of(
            "softmax(" + x.name() + ")",
            "0.2 * log_softmax(" + x.name() + ")",
            "log(softmax(" + x.name() + ")) * 0.1"),
        x.shape());
  }

  private void formula(Tensor x) {
    String a = x.name();
    bind(
        choices.of(
            "exp(-abs(" + a + "))",
            "log(0.2 + " + a + "^2)",
            "sqrt(0.3 + square(" + a + "))",
            "1 / (1 + exp(-clamp(" + a + ", -3, 3)))",
            "2 * " + a + " - " + a + " * 3 * 0.5",
            "clamp(" + a + ", -0.7, 0.9)",
            a + " -> clamp(-1.5, 1.5) -> exp",
            "(" + a + " + 1) * (" + a + " + 1) / 4",
            "-(-" + a + " - 0.25)",
            "log(sigmoid(" + a + "))"),
        x.shape());
  }

  private void conditional(Tensor x) {
    int left = choices.between(1, 3);
    bind("if " + left + " >= 2 then " + x.name() + " * 2 else tanh(" + x.name() + ")", x.shape());
  }
}
