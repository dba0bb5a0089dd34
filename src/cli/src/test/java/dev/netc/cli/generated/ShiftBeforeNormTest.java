package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import dev.netc.runtime.train.ParameterValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is added to a column before batch normalisation, which takes it away again. */
class ShiftBeforeNormTest {
  private static final int ROWS = 6;
  private static final float SHIFT = 3;

  /** Layers with a bias and a normalisation, the first three with nothing in between. */
  static List<String> layers() {
    return List.of(
        "h = x -> flatten -> dense(5) -> batchnorm",
        "h = x -> conv(3, 2, pad = 1) -> batchnorm",
        "param bias [1, 2, 2] = ones  h = (x + bias) -> batchnorm(per = element)",
        // The value itself is used as well.
        "z = x -> flatten -> dense(5)  h = relu(z) + (z -> batchnorm)",
        // Added to each element of a channel, hence nothing that its mean takes away.
        "param bias [1, 2, 2] = ones  h = (x + bias) -> batchnorm");
  }

  private static TrainedNet net(CompiledNets nets, String layers) {
    String program =
        """
        data rows = table { x = [[[[0, 0], [0, 0]]]]  label = [0] }

        net N {
            input x [1, 2, 2]
            %s
            output y = h -> relu -> flatten -> dense(3) -> softmax
        }

        train T {
            net       N
            data      rows
            minimize  cross_entropy(y, label)
            optimizer sgd(lr = 0.5)
            batch     %d
            steps     1
        }
        """
            .formatted(layers, ROWS);
    Checked checked = Checker.check(Source.of("n.net", program), Imports.NONE, Schemas.NONE);
    assertTrue(!checked.hasErrors(), () -> Report.of(checked.diagnostics()));
    return (TrainedNet) nets.make(Lower.train(checked.program().trains().get("T")), ROWS, 3);
  }

  private static Batch batch(int seed) {
    float[] x = new float[4 * ROWS];
    float[] label = new float[ROWS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(seed + 1.7 * i);
      label[i / 4] = i / 4 % 3;
    }
    return new Batch(ROWS, Map.of("x", x, "label", label));
  }

  private static ParameterValue parameter(TrainedNet net, String end) {
    return net.parameters().stream().filter(p -> p.name().endsWith(end)).findFirst().orElseThrow();
  }

  /** The first bias of the net, which is that of the layer before the normalisation. */
  private static float[] bias(TrainedNet net) {
    return parameter(net, "bias").get().floats();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void leavesLossAndRunningMeansAsTheyWouldBe(String layers) {
    boolean stays = layers().indexOf(layers) < 3;
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        TrainedNet net = net(nets, layers);
        TrainedNet shifted = net(nets, layers)) {
      INDArray bias = shifted.parameter(parameter(shifted, "bias").name());
      bias.addi(SHIFT);
      float[] before = bias(shifted);
      for (int step = 1; step <= 3; step++) {
        double loss = net.step(batch(step), 0.5, step);
        double lossShifted = shifted.step(batch(step), 0.5, step);
        if (stays) {
          assertEquals(loss, lossShifted, "loss of step " + step);
          assertArrayEquals(before, bias(shifted));
        }
      }
      assertEquals(stays, Arrays.equals(before, bias(shifted)));
      float[] mean = parameter(net, "running_mean").get().floats();
      float[] meanShifted = parameter(shifted, "running_mean").get().floats();
      for (int c = 0; c < mean.length && stays; c++) {
        double share = 1 - Math.pow(0.9, 3);
        assertEquals(mean[c] + share * SHIFT, meanShifted[c], 1e-5);
      }
      if (stays) {
        float[] variance = parameter(net, "running_var").get().floats();
        assertArrayEquals(variance, parameter(shifted, "running_var").get().floats());
      }
    }
  }
}
