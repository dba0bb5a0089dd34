package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
  @TempDir Path folder;

  @Test
  void goToAFileAndBack() {
    Path file = folder.resolve("w.safetensors");
    try (Arena arena = Arena.allocate(8)) {
      View view = arena.view(2, 4);
      view.set(new float[] {1, 2, 3, 4});
      double[] bias = {1e-300};
      List<ParameterValue> parameters =
          List.of(
              ParameterValue.of("W", new long[] {2, 2}, view),
              ParameterValue.of("b", new long[] {1}, bias));
      Weights.save(file, parameters);
      view.set(new float[4]);
      bias[0] = 0;
      Weights.load(file, parameters, List.of("b"));
      assertEquals(0, bias[0]);
      Weights.load(file, parameters, List.of());
      float[] read = new float[4];
      view.get(read);
      assertArrayEquals(new float[] {1, 2, 3, 4}, read);
      assertArrayEquals(new double[] {1e-300}, bias);
    }
  }

  @Test
  void convertBetweenPrecisions() {
    float[] single = new float[1];
    ParameterValue parameter = ParameterValue.of("w", new long[] {1}, single);
    parameter.set(StoredTensor.of("w", new long[] {1}, new double[] {0.1}));
    assertEquals(0.1f, single[0]);
    StoredTensor wrong = StoredTensor.of("w", new long[] {1, 1}, single);
    assertThrows(IllegalArgumentException.class, () -> parameter.set(wrong));
  }

  @Test
  void changeNothingWhereTheFileDoesNotFit() {
    Path file = folder.resolve("w.safetensors");
    float[] a = {1};
    float[] b = {2};
    ParameterValue first = ParameterValue.of("a", new long[] {1}, a);
    ParameterValue second = ParameterValue.of("b", new long[] {1}, b);
    Weights.save(file, List.of(first));
    a[0] = 5;
    CheckpointException e =
        assertThrows(
            CheckpointException.class, () -> Weights.load(file, List.of(first, second), List.of()));
    assertEquals(
        "does not fit the net:\n  the file has no 'b' [1], which the net needs", e.problem());
    assertEquals(5, a[0]);
  }

  @Test
  void thatAreNotFiniteAreNamedAndChangeNothing() {
    Path file = folder.resolve("w.safetensors");
    float[] a = {1};
    double[] b = {2, 3, 4, 5, 6, 7};
    List<ParameterValue> net =
        List.of(
            ParameterValue.of("a", new long[] {1}, a),
            ParameterValue.of("b", new long[] {2, 3}, b));
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e39}) {
      b[4] = bad;
      Weights.save(file, net);
      a[0] = 5;
      CheckpointException e =
          assertThrows(CheckpointException.class, () -> Weights.load(file, net, List.of()));
      assertEquals(
          "has %s at [1, 1] in 'b', which makes every answer of the net worthless".formatted(bad),
          e.problem());
      assertEquals(5, a[0]);
      Weights.load(file, net, List.of("b"));
      assertEquals(1, a[0]);
    }
  }
}
