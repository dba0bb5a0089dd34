package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics that a training step brings up to date, in generated classes. */
class RunningStatisticsTest {
  private static final Lowered NET = net();

  /** The distance of w · x from a running mean of x; a second statistic is not touched. */
  private static Lowered net() {
    return new NetBuilder("Follows")
        .input("x", 3)
        .state("mean", 3)
        .parameter("w", 3)
        .state("untouched", 2)
        .parameter("fixed", true, 3)
        .trained(s -> s.output("y", distance(s)), RunningStatisticsTest::loss);
  }

  private static Node distance(NetBuilder.Scope s) {
    Algebra m = s.m();
    return m.add(m.sub(m.mul(s.get("x"), s.get("w")), s.get("mean")), s.get("fixed"));
  }

  private static void loss(NetBuilder.Scope s) {
    Algebra m = s.m();
    s.output("loss", m.reduceAll(Reduce.Kind.SUM, m.square(distance(s))));
    Node batch = m.reduceBatch(Reduce.Kind.MEAN, s.get("x"));
    Node next = m.add(m.scale(0.9, s.get("mean")), m.scale(0.1, batch));
    s.output(Lowered.Training.stateName("mean"), next);
    s.output(Lowered.Training.stateName("untouched"), s.get("untouched"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "auto"})
  void theyFollowAsInTheReferenceWhateverTheBatch(String kernels) {
    new Agreement(NET).check(kernels, 4, 4, 3, 1, 4);
  }

  private static StoredTensor parameter(TrainedNet net, int index) {
    return net.parameters().get(index).get();
  }

  @Test
  void theyAreParametersThatTheOptimizerLeavesAlone() {
    try (TrainedNet net = Loaded.of(NET).trained(2, 1, Kernels.portable())) {
      float[] before = parameter(net, 0).floats();
      float[] untouched = parameter(net, 2).floats();
      net.step(batch(1), 0.1, 1);
      float[] after = parameter(net, 0).floats();
      for (int i = 0; i < 3; i++) {
        assertEquals(0.9f * before[i] + 0.1f * (i + 1), after[i], 1e-6f);
      }
      assertArrayEquals(untouched, parameter(net, 2).floats());
      assertEquals(0, net.optimizerState().size());
    }
  }

  @Test
  void aLossThatIsNotFiniteLeavesThemAsTheyAre() {
    try (TrainedNet net = Loaded.of(NET).trained(2, 1, Kernels.portable())) {
      net.step(batch(1), 0.1, 1);
      float[] before = parameter(net, 0).floats();
      assertFalse(Double.isFinite(net.step(batch(Float.NaN), 0.1, 2)));
      assertArrayEquals(before, parameter(net, 0).floats());
      net.step(batch(1), 0.1, 3);
      assertFalse(before[0] == parameter(net, 0).floats()[0]);
    }
  }

  private static Batch batch(float first) {
    return new Batch(2, Map.of("x", new float[] {first, 2, 3, 1, 2, 3}));
  }
}
