package dev.netc.cli.properties;

import java.util.ArrayList;
import java.util.List;

/** Writes valid programs: data, a net over the whole language, and a training. */
final class ProgramGenerator {
  private final Choices choices;
  private final Names names;
  private final List<String> columns = new ArrayList<>();

  private ProgramGenerator(long seed) {
    this.choices = new Choices(seed);
    this.names = new Names(choices);
  }

  /** The program of a seed. */
  static String program(long seed) {
    return new ProgramGenerator(seed).write(false);
  }

  /** The program of a seed: a net on images. */
  static String onImages(long seed) {
    return new ProgramGenerator(seed).write(true);
  }

  private String write(boolean images) {
    NetGenerator net = new NetGenerator(choices, names);
    int inputs = choices.between(1, 2);
    for (int i = 0; i < inputs; i++) {
      if (images) {
        image(net, "in" + i);
      } else {
        input(net, "in" + i);
      }
    }
    if (!images && choices.oneIn(4)) {
      List<Integer> shape = choices.of(List.of(), List.of(3));
      columns.add("word = argmax(uniform(" + join(shape, 4) + "), axis = -1)");
      net.words("word", shape, 4);
    }
    int statements = choices.between(2, 14);
    for (int i = 0; i < statements; i++) {
      net.statement();
    }
    String goal = goal(net);
    if (choices.oneIn(3)) {
      String second = net.name();
      net.lines().add("output " + second + " = tanh(" + net.any().name() + ")");
      goal = goal.replaceFirst("\n|$", " + 0.1 * mean(square(" + second + "))$0");
    }
    return BlockGenerator.NETS + net(net) + data() + train(net, goal);
  }

  private void input(NetGenerator net, String name) {
    List<Integer> shape =
        choices.of(
            List.of(),
            List.of(1),
            List.of(3),
            List.of(5),
            List.of(7),
            List.of(2, 3),
            List.of(5, 1),
            List.of(1, 3, 2));
    input(net, name, shape);
  }

  /** An image or a sequence: odd sizes, one channel, one row. */
  private void image(NetGenerator net, String name) {
    List<Integer> shape =
        choices.of(
            List.of(1, 7, 5),
            List.of(1, 6, 6),
            List.of(3, 6, 5),
            List.of(2, 1, 9),
            List.of(2, 9),
            List.of(4, 3, 3));
    input(net, name, shape);
  }

  private void input(NetGenerator net, String name, List<Integer> shape) {
    String range = choices.of("low = -1, high = 1", "low = -2, high = 0.5", "low = 0, high = 1");
    columns.add(name + " = uniform(" + join(shape, 0) + ", " + range + ")");
    net.input(name, shape);
  }

  private static String join(List<Integer> shape, int last) {
    List<Integer> dims = new ArrayList<>(shape);
    if (last > 0) {
      dims.add(last);
    }
    return dims.toString();
  }

  /** What is minimised, and metrics to report. */
  private String goal(NetGenerator net) {
    int classes = choices.of(2, 3, 5);
    return switch (choices.between(0, 6)) {
      case 0, 1 -> {
        String scores = net.scores(classes).name();
        net.lines().add("output y = softmax(" + scores + ")");
        String metrics =
            choices.of(
                "\n    report    accuracy(y, label), top_k_accuracy(y, label, k = 2)",
                "\n    report    confusion_matrix(y, label)",
                "\n    report    precision(y, label), recall(y, label)");
        if (choices.oneIn(2)) {
          columns.add("label = argmax(uniform(" + classes + "))");
        } else {
          columns.add("label = one_hot(argmax(uniform(" + classes + ")), " + classes + ")");
        }
        yield "cross_entropy(y, label)" + metrics;
      }
      case 2 -> {
        String scores = net.scores(classes).name();
        net.lines().add("output y = sigmoid(" + scores + ")");
        columns.add("label = uniform(" + classes + ") > 0.5");
        yield "binary_cross_entropy(y, label)\n    report    mean_absolute_error(y, label)";
      }
      case 3 -> {
        String scores = net.scores(1).name();
        net.lines().add("output y = " + scores);
        columns.add("label = 2 * (uniform(1) > 0.5) - 1");
        yield "hinge(y, label)";
      }
      default -> {
        String scores = net.scores(classes).name();
        net.lines().add("output y = " + scores);
        columns.add("label = uniform(" + classes + ", low = -1, high = 1)");
        String loss =
            choices.of(
                "squared_error(y, label)",
                "mean_squared_error(y, label)",
                "absolute_error(y, label)",
                "huber(y, label, delta = 0.6)",
                "mean((y - label)^2) + 0.1 * sum(abs(y))");
        yield loss + "\n    report    mean_absolute_error(y, label)";
      }
    };
  }

  private static String net(NetGenerator net) {
    return "net Model {\n    " + String.join("\n    ", net.lines()) + "\n}\n";
  }

  private String data() {
    String rows = "  " + String.join("\n  ", columns);
    return "data numbers = generate(40, seed = "
        + choices.between(1, 99)
        + ") {\n"
        + rows
        + "\n}\n";
  }

  private String train(NetGenerator net, String goal) {
    List<String> lines = new ArrayList<>();
    lines.add("net       Model");
    lines.add("data      numbers");
    boolean regular = choices.oneIn(4) && !net.parameters().isEmpty();
    String first = goal.split("\n", 2)[0];
    String rest = goal.substring(first.length()).strip();
    String penalty =
        regular
            ? " + 0.03 * " + choices.of("l1", "l2") + "(" + choices.of(net.parameters()) + ")"
            : "";
    lines.add(
        (choices.oneIn(8)
            ? "maximize  -(" + first + penalty + ")"
            : "minimize  " + first + penalty));
    if (!rest.isEmpty()) {
      lines.add(rest);
    }
    lines.add("optimizer " + optimizer());
    lines.add("batch     " + choices.between(1, 37));
    lines.add("steps     4");
    lines.add("seed      " + choices.between(1, 99));
    if (choices.oneIn(4)) {
      lines.add("weight_decay " + choices.number(0.01, 0.2));
    }
    if (choices.oneIn(5)) {
      lines.add("l1_decay  " + choices.number(0.01, 0.1));
    }
    if (choices.oneIn(5)) {
      lines.add("max_norm  " + choices.number(0.2, 1));
    }
    if (choices.oneIn(5)) {
      lines.add("average   weights " + choices.number(0.3, 0.9));
    }
    if (choices.oneIn(5) && net.layers().size() > 1) {
      lines.add("learning_rate * " + choices.number(0.1, 3) + " for " + net.layers().get(1));
    }
    if (choices.oneIn(4)) {
      lines.add("clip gradients " + choices.number(0.05, 2));
    }
    if (choices.oneIn(4)) {
      lines.add(
          "schedule "
              + choices.of(
                  "constant()",
                  "cosine(min = 0.001)",
                  "step(every = 2)",
                  "exponential(factor = 0.5)",
                  "warmup(3, exponential())",
                  "one_cycle(rise = 0.5)"));
    }
    if (choices.oneIn(5) && net.layers().size() > 1) {
      lines.add("freeze    " + net.layers().get(0));
    }
    return "train Run {\n    " + String.join("\n    ", lines) + "\n}\n";
  }

  /**
   * Optimisers that divide by a gradient's own size get a large epsilon: without it a gradient of 0
   * and one of a rounding error take steps of different size, and nothing could be compared.
   */
  private String optimizer() {
    return choices.of(
        "sgd(lr = 0.1)",
        "sgd(0.05)",
        "momentum(lr = 0.05, momentum = 0.8)",
        "nesterov(lr = 0.03)",
        "adagrad(lr = 0.1, eps = 0.01)",
        "rmsprop(lr = 0.02, decay = 0.9, eps = 0.01)",
        "adam(lr = 0.02, eps = 0.01)",
        "adam(lr = 0.02, beta1 = 0.7, beta2 = 0.9, eps = 0.02)",
        "rmsprop(lr = 0.01, decay = 0.5, eps = 0.1)",
        "nesterov(lr = 0.02, momentum = 0.6)",
        "adamw(lr = 0.02, eps = 0.01, weight_decay = 0.1)");
  }
}
