package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Small trainings in which everything happens that a checkpoint has to carry. */
final class SmallTraining {
  private SmallTraining() {}

  /**
   * Writes the program: convolution, running statistics, dropout, momentum, a schedule, validation,
   * averages of weights, smaller last batches.
   */
  static Path write(Path folder, int steps, String settings) throws IOException {
    return Files.writeString(
        folder.resolve("small.net"),
        """
        data rows = generate(61, seed = 3) {
            x     = uniform([1, 6, 6], low = -1, high = 1)
            label = argmax(uniform(3))
        } -> split(validation = 0.2, seed = 1)

        net Small {
            input x [1, 6, 6]
            a = x -> conv(3, 3, bias = false) -> batchnorm -> relu -> maxpool(2)
            output class = a -> flatten -> dense(7) -> relu -> dropout(0.2) -> dense(3) -> softmax
        }

        train Learn {
            net       Small
            data      rows
            minimize  cross_entropy(class, label)
            report    accuracy(class, label)
            optimizer momentum(lr = 0.05)
            schedule  cosine()
            batch     16
            steps     %d
            seed      7
            average   weights 0.9
            validate  on validation every 40 steps
            %s
        }
        """
            .formatted(steps, settings));
  }

  /** Two runs left the same files with the same bytes. */
  static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual, String when) {
    assertEquals(expected.keySet(), actual.keySet(), when);
    expected.forEach(
        (name, bytes) -> assertArrayEquals(bytes, actual.get(name), name + " " + when));
  }
}
