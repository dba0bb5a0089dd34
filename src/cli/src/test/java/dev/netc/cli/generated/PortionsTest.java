package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.train.ParameterValue;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions of many samples, which several threads take through the net in portions. */
class PortionsTest {
  private static final int SIZE = 3 * 20 * 20;

  /** So many floats for a sample that a portion has 8, the fewest. */
  private static final String PROGRAM =
      """
      net Eye {
          input image [3, 20, 20]
          input shift [5]
          a = image -> conv(24, 3, pad = 1) -> relu -> maxpool(2) -> conv(20, 3) -> tanh
          output y = (a -> flatten -> dense(5)) + shift
          param offset [2] = [0.5, 2]
          output always = offset * 2
      }
      """;

  private static CompiledNet net(CompiledNets nets, int batch) {
    return net(PROGRAM, nets, batch);
  }

  private static CompiledNet net(String text, CompiledNets nets, int batch) {
    Source source = Source.of("eye.net", text);
    var program = Checker.check(source, Imports.NONE, Schemas.NONE).program();
    return nets.make(Lower.net(program.networks().get("Eye")), batch, 5);
  }

  private static float[] images(int rows) {
    float[] values = new float[rows * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(0.37 * i);
    }
    return values;
  }

  private static float[] shifts(int rows) {
    float[] values = new float[rows * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return values;
  }

  private static float[] predicted(CompiledNet net, String output, int rows) throws Exception {
    return predicted(net, output, images(rows), shifts(rows));
  }

  private static float[] predicted(CompiledNet net, String output, float[] images, float[] shifts)
      throws Exception {
    return (float[])
        net.getClass().getMethod(output, float[].class, float[].class).invoke(net, images, shifts);
  }

  @ParameterizedTest
  @CsvSource({
    "portable, 64, 37",
    "auto, 64, 37",
    "auto, 1, 37",
    "auto, 200, 203",
    "auto, 33, 66",
    "auto, 32, 32",
    "auto, 35, 35"
  })
  void eachSampleHasItsOwnAnswer(String kernels, int batch, int rows) throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.named(kernels));
        CompiledNet net = net(nets, batch);
        CompiledNet one = net(nets, 1)) {
      float[] all = predicted(net, "y", rows);
      assertEquals(rows * 5, all.length);
      for (int row = 0; row < rows; row++) {
        float[] image = Arrays.copyOfRange(images(rows), row * SIZE, (row + 1) * SIZE);
        float[] shift = Arrays.copyOfRange(shifts(rows), row * 5, (row + 1) * 5);
        float[] answer = Arrays.copyOfRange(all, row * 5, (row + 1) * 5);
        assertArrayEquals(predicted(one, "y", image, shift), answer, 2e-6f * (rows * 5));
      }
      assertArrayEquals(new float[] {1, 4}, predicted(net, "always", rows));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "auto"})
  void theBitsAreTheSameEachTime(String kernels) throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.named(kernels));
        CompiledNet net = net(nets, 64)) {
      float[] first = predicted(net, "y", 64);
      for (int i = 0; i < 50; i++) {
        assertArrayEquals(first, predicted(net, "y", 64));
      }
    }
  }

  /** What is counted or summed over the batch cannot be had from portions. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a -> flatten -> dense(5)) + uniform([5])",
        "(a -> flatten -> dense(5)) * gradient(sum(a * a * scale), scale)"
      })
  void samplesThatDependOnTheBatchAreNotTornApart(String output) throws Exception {
    String text =
        """
        net Eye {
            input image [3, 20, 20]
            param scale [] = 0.5
            a = image -> conv(24, 3, pad = 1) -> relu -> maxpool(2) -> conv(20, 3) -> tanh
            output y = %s
            output unused = a * scale
        }
        """
            .formatted(output);
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet net = net(text, nets, 64)) {
      net.set("image", images(64));
      net.run();
      float[] whole = net.get("y");
      for (int i = 0; i < 10; i++) {
        var method = net.getClass().getMethod("y", float[].class);
        assertArrayEquals(whole, (float[]) method.invoke(net, images(64)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "auto"})
  void newWeightsGiveNewAnswers(String kernels) throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.named(kernels));
        CompiledNet net = net(nets, 64)) {
      float[] before = predicted(net, "y", 64);
      ParameterValue weight = net.parameters().get(0);
      StoredTensor first = weight.get();
      double[] other = Arrays.stream(first.doubles()).map(w -> -2 * w).toArray();
      weight.set(StoredTensor.of(first.name(), first.shape(), other));
      assertFalse(Arrays.equals(before, predicted(net, "y", 64)));
      weight.set(first);
      assertArrayEquals(before, predicted(net, "y", 64));
      // From here on weights may change at any time, and nobody is told.
      net.parameter(weight.name()).muli(-2);
      assertFalse(Arrays.equals(before, predicted(net, "y", 64)));
      net.parameter(weight.name()).muli(-0.5);
      assertArrayEquals(before, predicted(net, "y", 64), 1e-4f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "auto"})
  void memoryIsGivenBack(String kernels) throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.named(kernels))) {
      net(nets, 64).close();
      long before = Arena.bytesTaken();
      CompiledNet net = net(nets, 64);
      long made = Arena.bytesTaken();
      predicted(net, "y", 64);
      assertTrue(Arena.bytesTaken() > made);
      net.close();
      assertEquals(before, Arena.bytesTaken());
    }
  }
}
