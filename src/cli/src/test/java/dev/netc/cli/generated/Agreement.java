package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.net.TrainedNet;
import dev.netc.runtime.random.CounterRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a net as a generated class and by the reference interpreter, and compares all numbers. */
final class Agreement {
  /**
   * A float has 24 bits: one operation errs by 6e-8 of its result. Sums of hundreds of terms, and
   * differences of similar numbers, err by more.
   */
  private static final double TOLERANCE = 2e-5;

  private static final long SEED = 5;

  private final Lowered net;
  private final Loaded loaded;

  Agreement(Lowered net) {
    this.net = net;
    this.loaded = Loaded.of(net);
  }

  /** Inference, then steps with evaluation, on batches of the given numbers of samples. */
  void check(String kernels, int batch, int... rows) {
    try (CompiledNet generated = loaded.create(batch, SEED, Kernels.named(kernels))) {
      ReferenceNet reference = new ReferenceNet(net, SEED);
      generated.parameters().forEach(p -> reference.set(p.name(), p.get().floats()));
      checkInference(generated, reference);
      if (generated instanceof TrainedNet trained) {
        for (int step = 1; step <= rows.length; step++) {
          checkStep(trained, reference, rows[step - 1], step);
        }
      }
    }
  }

  private void checkInference(CompiledNet generated, ReferenceNet reference) {
    feed(generated.batch(), 0, reference).forEach((name, values) -> set(generated, name, values));
    generated.run();
    reference
        .run(net.infer(), generated.batch(), 0)
        .forEach((name, expected) -> assertAgrees(name, expected, generated.get(name)));
  }

  private static void set(CompiledNet net, String input, float[] values) {
    net.set(input, values);
  }

  private void checkStep(TrainedNet generated, ReferenceNet reference, int rows, int step) {
    Map<String, float[]> columns = feed(rows, step, reference);
    Batch batch = new Batch(rows, columns);
    double evaluated = generated.evaluate(batch).loss();
    double expected = reference.run(net.evaluate().orElseThrow(), rows, 0).get("loss")[0];
    assertAgrees("loss of evaluation", new double[] {expected}, new float[] {(float) evaluated});

    double rate = net.training().orElseThrow().optimizer().setting("lr");
    double loss = generated.step(batch, rate, step);
    expected = reference.step(rows, rate, step);
    assertAgrees("loss of step " + step, new double[] {expected}, new float[] {(float) loss});
    generated
        .parameters()
        .forEach(p -> assertAgrees(p.name(), reference.parameter(p.name()), p.get().floats()));
  }

  /** Random inputs, the same for the same step, for both. */
  private Map<String, float[]> feed(int rows, int step, ReferenceNet reference) {
    Map<String, float[]> columns = new LinkedHashMap<>();
    for (NetworkInput input : net.inputs()) {
      int count = (int) input.type().size() * (input.type().batched() ? rows : 1);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        long stream = input.name().hashCode();
        values[i] =
            input.index()
                ? CounterRandom.below(NetBuilder.CLASSES, SEED, stream, step, i)
                : 2 * CounterRandom.uniform(SEED, stream, step, i) - 1;
      }
      columns.put(input.name(), values);
      reference.set(input.name(), values);
    }
    return columns;
  }

  private void assertAgrees(String name, double[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      double allowed = TOLERANCE * Math.max(1, Math.abs(expected[i]));
      int at = i;
      assertTrue(
          Math.abs(expected[i] - actual[i]) <= allowed,
          () ->
              "%s[%d] is %s, not %s\n%s"
                  .formatted(name, at, actual[at], expected[at], loaded.compiled().source()));
    }
  }
}
