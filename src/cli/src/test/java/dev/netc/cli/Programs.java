package dev.netc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small programs that commands are tried on. */
public final class Programs {
  /** A net that learns XOR from a table, in a moment. */
  public static final String XOR =
      """
      data points = table {
          x     = [[0, 0], [1, 0], [0, 1], [1, 1]]
          label = [0, 1, 1, 0]
      }

      net Small(hidden = 8) {
          input x [2]
          output class = x -> dense(hidden) -> tanh -> dense(2) -> softmax
      }

      train Learn(hidden = 8) {
          net       Small(hidden)
          data      points
          minimize  cross_entropy(class, label)
          report    accuracy(class, label)
          optimizer adam(lr = 0.05)
          batch     4
          steps     200
          seed      1
      }
      """;

  /** Formulas with inputs and outputs that a person can compute. */
  public static final String FORMULAS =
      """
      net Shopping {
          input apple []   input apples []   input tax []
          fruit = apple * apples
          output price = fruit * tax
      }

      net Layer {
          input x [2]
          output y = x -> dense(2, weights = [[1, 2], [3, 4]], bias = [0.5, -0.5])
          output z = relu(y)
      }
      """;

  /** A minimum that gradient descent finds. */
  public static final String BOWL =
      """
      net Bowl { param p [2] = [-7.0, 2.0]   output height = p[0]^2 / 20 + p[1]^2 }

      train Descend(lr = 0.9) {
          net       Bowl
          minimize  height
          optimizer sgd(lr = lr)
          steps     30
          precision float64
      }
      """;

  private Programs() {}

  /** Writes a program to a file of a folder. */
  public static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
