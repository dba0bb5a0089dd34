package dev.netc.cli.properties;

import dev.netc.cli.properties.NetGenerator.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes statements of layers on rows and matrices that are not dense layers with a bias. */
final class LayerGenerator {
  private final Choices choices;
  private final NetGenerator net;

  LayerGenerator(Choices choices, NetGenerator net) {
    this.choices = choices;
    this.net = net;
  }

  /** Adds one statement of a random kind. */
  void statement(Tensor x) {
    switch (choices.between(0, 8)) {
      case 0 -> dropconnect(x);
      case 1 -> normalised(x);
      case 2 -> ofAxes(x);
      case 3 -> noise(x);
      case 4 -> index(x);
      case 5 -> nested(x);
      case 6 -> border(x);
      case 7 -> constant(x);
      default -> composed(x);
    }
  }

  private void dropconnect(Tensor x) {
    Tensor row = net.vector(x);
    int units = choices.of(1, 3, 6);
    String bias = choices.of("", ", bias = false");
    net.layer(row.name() + " -> dropconnect(" + units + ", 0.3" + bias + ")", List.of(units));
  }

  private void normalised(Tensor x) {
    Tensor row = net.vector(x);
    String norm =
        choices.of(
            "batchnorm(eps = 0.1)",
            "batchnorm(momentum = 0.5, eps = 0.2, scale = false)",
            "batchnorm(eps = 0.1, shift = false)",
            "layernorm(eps = 0.1)",
            "layernorm(eps = 0.2, scale = false)");
    net.bind(row.name() + " -> tanh -> " + norm, row.shape());
  }

  /** A figure of several axes at once. */
  private void ofAxes(Tensor x) {
    if (x.shape().size() < 2) {
      composed(x);
      return;
    }
    String f = choices.of("sum", "mean", "variance", "max");
    net.bind(f + "(" + x.name() + ", axis = [0, 1])", x.shape().subList(2, x.shape().size()));
  }

  private void noise(Tensor x) {
    String f = choices.of("normal(%s, std = 0.5)", "uniform(%s, low = -1, high = 1)");
    net.bind(x.name() + " + 0.3 * " + f.formatted(x.shape()), x.shape());
  }

  /** The largest of a few numbers, as an index and as a row of zeros and a one. */
  private void index(Tensor x) {
    if (x.shape().isEmpty() || x.last() == 1) {
      noise(x);
      return;
    }
    List<Integer> shape = x.shape().subList(0, x.shape().size() - 1);
    if (choices.oneIn(2)) {
      net.bind("0.2 * argmax(" + x.name() + ", axis = -1)", shape);
    } else {
      net.bind("one_hot(argmax(" + x.name() + "), " + x.last() + ") * " + x.name(), x.shape());
    }
  }

  private void nested(Tensor x) {
    Tensor row = net.vector(x);
    int units = choices.of(3, 5);
    String inner = "repeat " + choices.between(1, 2) + " { dense(" + units + ") -> tanh }";
    String outer = choices.of("", " -> sigmoid", " -> dropout(0.2)");
    int times = choices.between(1, 2);
    net.layer(
        "%s -> repeat %d { %s%s }".formatted(row.name(), times, inner, outer), List.of(units));
  }

  private void border(Tensor x) {
    Tensor row = net.vector(x);
    if (row.last() > 2 && choices.oneIn(2)) {
      net.bind(row.name() + " -> crop(1)", List.of(row.last() - 2));
    } else {
      net.bind(row.name() + " -> pad([[2, 1]])", List.of(row.last() + 3));
    }
  }

  /** A product with a matrix that stands in the program. */
  private void constant(Tensor x) {
    if (x.shape().isEmpty() || x.last() > 6) {
      composed(x);
      return;
    }
    int columns = choices.between(1, 3);
    String matrix =
        IntStream.range(0, x.last())
            .mapToObj(row -> list(columns))
            .collect(Collectors.joining(", ", "[", "]"));
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(shape.size() - 1, columns);
    net.bind(x.name() + " @ " + matrix, shape);
  }

  private String list(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> choices.number(-1, 1))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A composition of layers, named and then used. */
  private void composed(Tensor x) {
    Tensor row = net.vector(x);
    int units = choices.of(2, 7);
    String layer = net.name();
    String f =
        choices.of(
            "tanh", "leaky_relu(slope = 0.2)", "elu(alpha = 0.7)", "silu", "softplus", "gelu");
    net.lines().add(layer + " = affine(" + units + ", init = xavier) -> " + f);
    net.bind(row.name() + " -> " + layer + choices.of("", " -> softmax"), List.of(units));
  }
}
