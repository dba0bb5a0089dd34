package dev.netc.cli.properties;

import dev.netc.cli.properties.NetGenerator.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes statements that use other nets of the program: with arguments, inside {@code repeat},
 * inside each other, twice as one layer, and by the names of their values.
 */
final class BlockGenerator {
  /** The nets that statements use. */
  static final String NETS =
      """
      net Residual(units, skip = false) {
          input x
          inner = x -> dense(units) -> tanh
          output if skip then x + inner else inner * 2
      }
      net Stack(units, depth = 2) {
          input x
          first = x -> Residual(units)
          output y = first -> repeat depth { Residual(units, skip = true) } -> tanh
      }
      net Pair(units, bias = true) {
          input x
          gate = x -> dense(units, bias = bias) -> sigmoid
          output left = gate * (x -> dense(units, init = normal(0.3)))
          output right = mean(left)
      }
      net Features(filters, depth = 1) {
          input x
          main = x -> repeat depth { conv(filters, 3, pad = same) -> tanh }
          skip = if x.channels == filters then x else x -> conv(filters, 1, bias = false)
          output relu(main + skip)
      }
      net Mix(filters) {
          input x
          near = x -> Features(filters)
          output y = concat(near, x -> maxpool(3, stride = 1, pad = 1)) -> Features(filters)
      }
      """;

  private final Choices choices;
  private final NetGenerator net;

  BlockGenerator(Choices choices, NetGenerator net) {
    this.choices = choices;
    this.net = net;
  }

  /** Adds one statement on a row. */
  void onRow(Tensor x) {
    Tensor row = net.vector(x);
    int n = row.last();
    int units = choices.of(2, 5);
    switch (choices.between(0, 6)) {
      case 0 -> net.layer(row.name() + " -> Residual(" + n + ", skip = true)", List.of(n));
      case 1 -> net.layer(row.name() + " -> Residual(" + units + ", skip = false)", List.of(units));
      case 2 -> {
        int depth = choices.between(0, 2);
        net.layer(row.name() + " -> Stack(" + units + ", " + depth + ")", List.of(units));
      }
      case 3 -> twice(row, "Residual(" + n + ", skip = true)");
      case 4 -> twice(row, "Stack(" + n + ", depth = 1)");
      default -> pair(row, units);
    }
  }

  /** A net as a layer, used twice: both uses have the same parameters. */
  private void twice(Tensor x, String block) {
    String layer = net.name();
    net.lines().add(layer + " = " + block + choices.of("", " -> sin"));
    net.bind(x.name() + " -> " + layer + " -> " + layer, x.shape());
  }

  /** The results of a net that has two. */
  private void pair(Tensor x, int units) {
    String name = net.name();
    String bias = choices.of("", ", bias = false");
    net.lines().add(name + " = " + x.name() + " -> Pair(" + units + bias + ")");
    if (choices.oneIn(2)) {
      net.bind(name + ".left - " + name + ".right", List.of(units));
    } else {
      net.bind(name + ".left / (1 + " + name + ".gate)", List.of(units));
    }
  }

  /** Adds one statement on an image or a sequence. */
  void onImage(Tensor x) {
    int filters = choices.of(1, 2, 3, x.shape().get(0));
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(0, filters);
    switch (choices.between(0, 2)) {
      case 0 -> {
        int depth = choices.between(1, 2);
        net.layer(x.name() + " -> Features(" + filters + ", depth = " + depth + ")", shape);
      }
      case 1 -> net.layer(x.name() + " -> Mix(" + filters + ")", shape);
      default -> twice(x, "Features(" + x.shape().get(0) + ")");
    }
  }
}
