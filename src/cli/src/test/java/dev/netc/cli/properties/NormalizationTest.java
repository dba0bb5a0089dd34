package dev.netc.cli.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nets that normalise, trained a few steps on every set of kernels, and the reference: losses,
 * parameters, running statistics, evaluation and outputs agree.
 */
class NormalizationTest {
  private static Differential differential;

  @BeforeAll
  static void loadKernels() {
    differential = new Differential();
  }

  @AfterAll
  static void close() {
    differential.close();
  }

  private static void agrees(String net, String settings, int batch) {
    String program =
        """
        data rows = generate(40) { x = uniform(24)  y = uniform(1) }

        net N {
            input x [24]
            %s
        }

        train T {
            net       N
            data      rows
            minimize  mean((z - y)^2)
            optimizer momentum(lr = 0.05)
            batch     %d
            seed      3
            epochs    1
            %s
        }
        """
            .formatted(net, batch, settings);
    assertEquals(Optional.empty(), differential.failure(program), program);
  }

  /** The last of 40 rows make smaller batches: 1 row of 39, 3 of 37, 1 of 3. */
  @ParameterizedTest
  @CsvSource({"1", "3", "37", "39"})
  void afterDense(int batch) {
    agrees(
        """
        a = x -> dense(5, bias = false) -> batchnorm -> relu
        output z = a -> dense(4, bias = false) -> batchnorm(momentum = 0.5) -> tanh -> dense(1)
        """,
        "",
        batch);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "37"})
  void afterConvolution(int batch) {
    agrees(
        """
        a = reshape(x, [2, 3, 4]) -> conv(3, [2, 3], bias = false) -> batchnorm -> relu
        output z = a -> conv(4, 2, pad = 1, bias = false) -> batchnorm -> flatten -> dense(1)
        """,
        "",
        batch);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "37"})
  void ofEachElement(int batch) {
    agrees(
        """
        a = reshape(x, [2, 3, 4]) -> conv(3, 2) -> batchnorm(per = element) -> relu
        output z = a -> flatten -> dense(1)
        """,
        "",
        batch);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "37"})
  void sharedByTwoUses(int batch) {
    agrees(
        """
        norm = batchnorm(momentum = 0.6)
        a = x -> dense(3, bias = false) -> norm
        b = exp(a) -> dense(3, bias = false) -> norm
        output z = (b - a) -> dense(1)
        """,
        "",
        batch);
  }

  @ParameterizedTest
  @CsvSource({"3", "37"})
  void frozen(int batch) {
    agrees(
        """
        a = x -> dense(5, bias = false) -> batchnorm -> relu
        output z = a -> dense(3, bias = false) -> batchnorm -> relu -> dense(1)
        """,
        "freeze a",
        batch);
  }

  @ParameterizedTest
  @CsvSource({"3", "37"})
  void withoutScaleOrShift(int batch) {
    agrees(
        """
        a = x -> dense(5, bias = false) -> batchnorm(scale = false) -> relu
        b = a -> dense(4, bias = false) -> batchnorm(shift = false)
        c = b -> relu -> dense(3, bias = false) -> batchnorm(scale = false, shift = false)
        output z = c -> dense(1)
        """,
        "weight_decay 0.1",
        batch);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "37"})
  void ofEachSample(int batch) {
    agrees(
        """
        a = x -> dense(6) -> layernorm -> relu
        b = reshape(x, [4, 2, 3]) -> conv(6, 2, pad = 1) -> group_norm(3) -> relu
        c = b -> layernorm(axis = [1, 2]) -> lrn(3, alpha = 0.2)
        output z = concat(a, c -> flatten) -> dense(1)
        """,
        "",
        batch);
  }
}
