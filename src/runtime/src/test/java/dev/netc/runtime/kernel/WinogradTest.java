package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Winograd's method against sums in double. A window shares numbers with its strip, so the error is
 * compared with the largest sum of terms' sizes of the result, not with each window's own.
 */
class WinogradTest {
  private static final double ULP = 0x1p-23;

  @Test
  void makesFourSumsOfThreeTermsOfSixProducts() {
    Random random = new Random(1);
    View numbers = Operand.unset(6).view();
    Tile[] x = new Tile[6];
    for (int i = 0; i < 6; i++) {
      x[i] = new Tile();
      x[i].at(numbers, i, 1);
    }
    float[][] t = new float[6][1];
    float[][] y = new float[4][1];
    for (int trial = 0; trial < 1000; trial++) {
      float[] taps = {random.nextFloat() - 0.5f, random.nextFloat(), random.nextFloat() - 1};
      float[] given = new float[6];
      for (int i = 0; i < 6; i++) {
        given[i] = (float) random.nextGaussian();
      }
      numbers.set(given);
      Winograd.factors(x, t, 1);
      for (int i = 0; i < 6; i++) {
        numbers.set(i, t[i][0] * Winograd.weight(i, taps[0], taps[1], taps[2]));
      }
      Winograd.results(x, y, 1);
      for (int i = 0; i < 4; i++) {
        double sum = 0;
        for (int tap = 0; tap < 3; tap++) {
          sum += (double) taps[tap] * given[i + tap];
        }
        assertEquals(sum, y[i][0], 1e-5);
      }
    }
  }

  private static List<ConvSpec> specs() {
    WindowSpec square = WindowSpec.of(2, 8, 8, 32, 3, 3);
    return List.of(
        ConvSpec.of(square.pad(1, 1, 1, 1), 32),
        ConvSpec.of(square.pad(2, 2, 2, 2), 40).with(Activation.RELU),
        ConvSpec.of(square.pad(2, 0, 0, 1), 33).with(Activation.TANH),
        ConvSpec.of(square.pad(0, 1, 2, 0), 64).with(Activation.SIGMOID),
        ConvSpec.of(square.batch(37).pad(1, 1, 1, 1), 35).with(Activation.RELU),
        ConvSpec.of(WindowSpec.of(1, 12, 12, 64, 3, 3).pad(1, 1, 1, 1), 64),
        ConvSpec.of(square.batch(3).pad(1, 1, 1, 1), 36).with(Activation.TANH),
        ConvSpec.of(WindowSpec.of(1, 14, 14, 64, 3, 3).pad(2, 2, 2, 2), 64),
        ConvSpec.of(WindowSpec.of(3, 9, 13, 36, 3, 1), 32).with(Activation.RELU),
        ConvSpec.of(WindowSpec.of(3, 9, 11, 33, 3, 5).pad(0, 2, 1, 2), 32),
        ConvSpec.of(WindowSpec.of(2, 16, 20, 32, 3, 3).dilation(1, 2).pad(1, 2, 1, 2), 32),
        ConvSpec.of(WindowSpec.of(2, 8, 12, 64, 3, 3).pad(1, 1, 1, 1), 96).groups(2),
        ConvSpec.of(WindowSpec.of(1, 37, 41, 64, 3, 3).pad(0, 1, 1, 0), 64),
        ConvSpec.of(WindowSpec.of(2, 64, 64, 48, 3, 3).pad(1, 1, 1, 1), 32),
        ConvSpec.of(WindowSpec.of(3, 8, 8, 32, 3, 5).pad(1, 6, 1, 6), 32),
        ConvSpec.of(WindowSpec.of(2, 8, 9, 32, 3, 3).pad(1, 5, 1, 0), 33),
        ConvSpec.of(WindowSpec.of(2, 8, 9, 32, 3, 2).pad(1, 0, 1, 4), 32));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void convolves(ConvSpec spec) {
    assertTrue(WinogradConv.fits(spec), "another method: " + spec);
    check(spec, Numbers.random(spec, true, true));
    check(spec, Numbers.random(spec, false, false));
  }

  @Test
  void addsToWhatIsInY() {
    ConvSpec spec = specs().get(4);
    Numbers numbers = Numbers.random(spec, true, true);
    float[] apart = numbers.run(spec, numbers.y);
    assertArrayEquals(apart, numbers.run(spec, numbers.residual));
  }

  /** What is not finite, or nearly so, concerns the windows over it alone. */
  @Test
  void leavesExtremesToTheDirectConvolution() {
    for (float extreme :
        new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 1e38f, 3e30f}) {
      for (ConvSpec spec : List.of(specs().get(4), specs().get(5), specs().get(11))) {
        Numbers numbers = Numbers.random(spec, true, true);
        float[] before = numbers.run(spec, numbers.y);
        WindowSpec window = spec.window();
        int pixel = 3 * window.width() + 4;
        numbers.x.view().set((long) pixel * window.channels() + 5, extreme);
        float[] after = numbers.run(spec, numbers.y);
        for (int i = 0; i < before.length; i++) {
          int place = i / spec.filters();
          int row = place / window.outWidth();
          boolean over = Math.abs(row - 3) <= 1 && Math.abs(place % window.outWidth() - 4) <= 1;
          if (!over) {
            assertEquals(before[i], after[i], 2e-4f, extreme + " at " + i);
          }
        }
        assertFalse(Arrays.equals(before, after));
      }
      // The direct convolution adds to y once as well.
      ConvSpec spec = specs().get(4);
      Numbers numbers = Numbers.random(spec, true, true);
      numbers.x.view().set(7, extreme);
      float[] apart = numbers.run(spec, numbers.y);
      assertArrayEquals(apart, numbers.run(spec, numbers.residual));
    }
  }

  /** Huge numbers in one column whose sums are small: of each other's rows, or by 4, -5 and 1. */
  @Test
  void seesExtremesThatCancel() {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(2, 10, 10, 32, 3, 3).pad(1, 1, 1, 1), 32);
    float[][] columns = {
      {0, 0, 0, 1e37f, -1e37f}, {0, 5e36f, 0, 4e36f}, {4e36f, 0, 0, 0, -1.6e37f}
    };
    for (float[] column : columns) {
      Numbers numbers = Numbers.random(spec, false, false);
      float[] before = numbers.run(spec, numbers.y);
      for (int row = 0; row < column.length; row++) {
        numbers.x.view().set((long) (row * 10 + 4) * 32, column[row]);
      }
      float[] after = numbers.run(spec, numbers.y);
      for (int i = 0; i < before.length; i++) {
        int place = i / 32;
        boolean over = place / 10 <= column.length && Math.abs(place % 10 - 4) <= 1;
        if (!over) {
          assertEquals(before[i], after[i], 2e-4f, "at " + i);
        }
      }
    }
  }

  @Test
  void isUsedWhereItPays() {
    WindowSpec window = WindowSpec.of(4, 8, 8, 64, 3, 3).pad(1, 1, 1, 1);
    assertTrue(WinogradConv.fits(ConvSpec.of(window, 64)));
    assertFalse(WinogradConv.fits(ConvSpec.of(window, 31)));
    assertFalse(WinogradConv.fits(ConvSpec.of(window, 64).groups(4)));
    assertTrue(WinogradConv.fits(ConvSpec.of(window, 32)));
    // With AVX-512, a small image is convolved before it has been brought into planes.
    assertEquals(!OneDnn.hasAvx512(), WinogradConv.fits(ConvSpec.of(window.batch(1), 32)));
    assertTrue(WinogradConv.fits(ConvSpec.of(window.batch(1).height(64), 32)));
    assertFalse(WinogradConv.fits(ConvSpec.of(window.stride(2, 1), 64)));
    assertFalse(WinogradConv.fits(ConvSpec.of(window.stride(1, 2), 64)));
    assertFalse(WinogradConv.fits(ConvSpec.of(window.dilation(2, 1), 64)));
    assertFalse(WinogradConv.fits(ConvSpec.of(window.height(5), 64)));
    assertFalse(WinogradConv.fits(ConvSpec.of(window.pad(4, 1, 4, 1), 64)));
    assertFalse(WinogradConv.fits(ConvSpec.of(WindowSpec.of(4, 8, 8, 64, 5, 5), 64)));
  }

  private static void check(ConvSpec spec, Numbers numbers) {
    float[] y = numbers.run(spec, numbers.y);
    ConvReference expected = ConvReference.forward(spec, numbers.x.doubles(), numbers.w.doubles());
    if (numbers.bias != null) {
      expected.plus(numbers.bias.doubles()).plus(numbers.residual.doubles());
    }
    expected.activated();
    double terms = (double) spec.sizeOfWeights() / spec.filters();
    double size = Arrays.stream(expected.size).max().orElseThrow();
    double bound = (4 + Math.sqrt(terms)) * ULP * size + 2e-6;
    for (int i = 0; i < y.length; i++) {
      assertEquals(expected.value[i], y[i], bound, spec + " at " + i);
    }
  }

  /** Operands of a convolution. */
  private record Numbers(Operand x, Operand w, Operand bias, Operand residual, Operand y) {
    static Numbers random(ConvSpec spec, boolean biased, boolean withResidual) {
      return new Numbers(
          Operand.random((int) spec.sizeOfInput(), 1),
          Operand.random((int) spec.sizeOfWeights(), 2),
          biased ? Operand.random(spec.filters(), 3) : null,
          withResidual ? Operand.random((int) spec.sizeOfOutput(), 4) : null,
          Operand.unset((int) spec.sizeOfOutput()));
    }

    float[] run(ConvSpec spec, Operand to) {
      KernelSet.ONEDNN
          .kernels()
          .conv(
              spec,
              x.view(),
              w.view(),
              bias == null ? null : bias.view(),
              residual == null ? null : residual.view(),
              to.view())
          .run();
      return to.floats();
    }
  }
}
