package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elementwise kernels, to the bit: what the function computes is Java either way. */
class ElementwiseTest {
  private static final TileFunction SCALED_SUM =
      (in, out, n) -> {
        for (int i = 0; i < n; i++) {
          out[0][i] = in[0].get(i) * in[1].get(0) + in[2].get(i);
        }
      };

  /** The same where the last input has but one float. */
  private static final TileFunction SCALED_SUM_OF_ONE =
      (in, out, n) -> {
        for (int i = 0; i < n; i++) {
          out[0][i] = in[0].get(i) * in[1].get(0) + in[2].get(0);
        }
      };

  @ParameterizedTest
  @EnumSource
  void repeatsPeriodicInputs(KernelSet set) {
    int[][] sizes = {
      {1, 1},
      {6, 1},
      {6, 2},
      {6, 3},
      {6, 6},
      {5000, 50},
      {5000, 1},
      {20_000, 5000},
      {9009, 3003},
      {30_030, 7},
      {40_000, 2500},
      {4096, 4096},
      {14_000, 7000}
    };
    for (int[] size : sizes) {
      check(set, size[0], size[1]);
    }
  }

  private static void check(KernelSet set, int size, int period) {
    Operand x = Operand.random(size, 1);
    Operand scale = Operand.of(1.5f);
    Operand bias = Operand.random(period, 2);
    Operand y = Operand.unset(size);
    View[] in = {x.view(), scale.view(), bias.view()};
    TileFunction function = period == 1 ? SCALED_SUM_OF_ONE : SCALED_SUM;
    Kernel kernel = set.kernels().elementwise(function, in, new View[] {y.view()}, size);
    kernel.run();
    compare(x, 1.5f, bias, y);
    // A second run sees what has changed meanwhile.
    scale.view().set(0, -2f);
    bias.view().set(period - 1, 77f);
    kernel.run();
    compare(x, -2f, bias, y);
  }

  private static void compare(Operand x, float scale, Operand bias, Operand y) {
    float[] xs = x.floats();
    float[] biases = bias.floats();
    float[] ys = y.floats();
    for (int i = 0; i < ys.length; i++) {
      assertEquals(xs[i] * scale + biases[i % biases.length], ys[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void combinesSeveralPeriods(KernelSet set) {
    Operand a = Operand.random(6, 1);
    Operand b = Operand.random(10, 2);
    Operand c = Operand.random(15, 3);
    int size = 30 * 173;
    Operand y = Operand.unset(size);
    TileFunction sum =
        (in, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[0][i] = in[0].get(i) + in[1].get(i) + in[2].get(i);
          }
        };
    View[] in = {a.view(), b.view(), c.view()};
    set.kernels().elementwise(sum, in, new View[] {y.view()}, size).run();
    for (int i = 0; i < size; i++) {
      float expected = a.view().get(i % 6) + b.view().get(i % 10) + c.view().get(i % 15);
      assertEquals(expected, y.view().get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void updatesInPlaceWithSeveralOutputs(KernelSet set) {
    int size = 5003;
    Operand w = Operand.random(size, 1);
    Operand v = Operand.random(size, 2);
    Operand g = Operand.random(size, 3);
    float[] w0 = w.floats();
    float[] v0 = v.floats();
    TileFunction momentum =
        (in, out, n) -> {
          for (int i = 0; i < n; i++) {
            float next = 0.9f * in[1].get(i) - 0.1f * in[2].get(i);
            out[1][i] = next;
            out[0][i] = in[0].get(i) + next;
          }
        };
    View[] in = {w.view(), v.view(), g.view()};
    set.kernels().elementwise(momentum, in, new View[] {w.view(), v.view()}, size).run();
    for (int i = 0; i < size; i++) {
      float next = 0.9f * v0[i] - 0.1f * g.view().get(i);
      assertEquals(next, v.view().get(i));
      assertEquals(w0[i] + next, w.view().get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void needsNoInput(KernelSet set) {
    Operand y = Operand.unset(5003);
    TileFunction one = (in, out, n) -> Arrays.fill(out[0], 0, n, 1f);
    set.kernels().elementwise(one, new View[0], new View[] {y.view()}, 5003).run();
    for (float value : y.floats()) {
      assertEquals(1f, value);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsSizesThatDoNotFit(KernelSet set) {
    Operand five = Operand.random(5, 1);
    Operand six = Operand.random(6, 1);
    TileFunction nothing = (in, out, n) -> {};
    assertThrows(
        IllegalArgumentException.class,
        () ->
            set.kernels()
                .elementwise(nothing, new View[] {five.view()}, new View[] {six.view()}, 6));
    assertThrows(
        IllegalArgumentException.class,
        () -> set.kernels().elementwise(nothing, new View[0], new View[] {five.view()}, 6));
  }
}
