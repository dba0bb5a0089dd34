package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pooling against loops in double. What is only moved must agree to the bit; a mean is off by about
 * √n · 2^-24 of the mean size, a sum of gradients likewise: tested to (2 + √n) · 2^-23.
 */
class PoolTest {
  private static final double ULP = 0x1p-23;

  /** Windows whose taps are never all on padding. */
  private static List<WindowSpec> specs() {
    return Stream.concat(WindowSpecs.odd().stream(), WindowSpecs.random(150).stream())
        .filter(s -> !s.rows().missTheImage() && !s.columns().missTheImage())
        .toList();
  }

  /** Numbers of which many are equal, or NaN, or the least there is. */
  private static Operand images(WindowSpec spec, long seed) {
    Random random = new Random(seed);
    float[] values = new float[(int) spec.sizeOfInput()];
    int variant = random.nextInt(4);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (variant) {
            case 0 -> (float) random.nextGaussian();
            case 1 -> random.nextInt(3) - 1;
            case 2 -> random.nextInt(4) == 0 ? Float.NaN : random.nextInt(3);
            default -> random.nextInt(2) == 0 ? Float.NEGATIVE_INFINITY : -random.nextInt(3) - 1;
          };
    }
    return Operand.of(values);
  }

  private static Operand random(long size, long seed) {
    return Operand.random((int) size, seed);
  }

  /** For each window and channel where in x its maximum lies. */
  private static int[] maxima(WindowSpec spec, float[] x) {
    int[] at = new int[(int) spec.sizeOfPooled()];
    Arrays.fill(at, -1);
    WindowSpecs.forEachTap(
        spec,
        (window, tap, pixel) -> {
          for (int c = 0; c < spec.channels(); c++) {
            int i = window * spec.channels() + c;
            int here = pixel * spec.channels() + c;
            boolean isFirst = at[i] < 0;
            boolean isFirstNaN = Float.isNaN(x[here]) && at[i] >= 0 && !Float.isNaN(x[at[i]]);
            if (isFirst || x[here] > x[at[i]] || isFirstNaN) {
              at[i] = here;
            }
          }
        });
    return at;
  }

  @ParameterizedTest
  @EnumSource
  void findsTheLargest(KernelSet set) {
    int seed = 0;
    for (WindowSpec spec : specs()) {
      Operand x = images(spec, seed++);
      Operand y = Operand.unset((int) spec.sizeOfPooled());
      set.kernels().maxPool(spec, x.view(), y.view()).run();
      float[] values = x.floats();
      float[] actual = y.floats();
      int[] maxima = maxima(spec, values);
      for (int i = 0; i < actual.length; i++) {
        assertEquals(values[maxima[i]], actual[i], spec.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void appliesAFunctionToTheLargest(KernelSet set) {
    int seed = 0;
    for (WindowSpec spec : specs()) {
      Activation f = Activation.values()[seed % Activation.values().length];
      Operand x = images(spec, seed++);
      Operand y = Operand.unset((int) spec.sizeOfPooled());
      set.kernels().maxPool(spec, f, x.view(), y.view()).run();
      float[] values = x.floats();
      float[] actual = y.floats();
      int[] maxima = maxima(spec, values);
      for (int i = 0; i < actual.length; i++) {
        double largest = values[maxima[i]];
        double expected =
            switch (f) {
              case IDENTITY -> largest;
              case RELU -> Math.max(largest, 0);
              case SIGMOID -> 1 / (1 + Math.exp(-largest));
              case TANH -> Math.tanh(largest);
            };
        assertEquals(expected, actual[i], 2e-6, f + " " + spec);
      }
    }
  }

  @Test
  void poolsASingleImageByHalves() {
    Kernels kernels = KernelSet.ONEDNN.kernels();
    for (WindowSpec spec :
        List.of(
            WindowSpec.of(1, 28, 28, 16, 2, 2).stride(2, 2),
            WindowSpec.of(1, 28, 28, 16, 3, 3).pad(1, 1, 1, 1),
            WindowSpec.of(1, 28, 28, 16, 3, 3).stride(2, 2).pad(1, 1, 1, 1))) {
      View x = images(spec, 1).view();
      View y = Operand.unset((int) spec.sizeOfPooled()).view();
      List<Kernel> halves = Staged.of(kernels.maxPool(spec, x, y)).get(0);
      assertEquals(2, halves.size(), spec.toString());
      // The portable kernel that serves where oneDNN refuses is none of these.
      halves.forEach(half -> assertInstanceOf(IfFinite.class, half, spec.toString()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void spreadsToTheFirstLargest(KernelSet set) {
    int seed = 0;
    for (WindowSpec spec : specs()) {
      Operand x = images(spec, seed++);
      Operand g = random(spec.sizeOfPooled(), seed);
      Operand d = Operand.unset((int) spec.sizeOfInput());
      set.kernels().maxPoolSpread(spec, x.view(), g.view(), d.view()).run();
      int[] maxima = maxima(spec, x.floats());
      float[] given = g.floats();
      double[] expected = new double[(int) spec.sizeOfInput()];
      double[] size = new double[expected.length];
      for (int i = 0; i < maxima.length; i++) {
        expected[maxima[i]] += given[i];
        size[maxima[i]] += Math.abs(given[i]);
      }
      compare(spec, expected, size, d.floats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void picksAtTheFirstLargest(KernelSet set) {
    int seed = 0;
    for (WindowSpec spec : specs()) {
      Operand x = images(spec, seed++);
      Operand v = random(spec.sizeOfInput(), seed);
      Operand y = Operand.unset((int) spec.sizeOfPooled());
      set.kernels().maxPoolPick(spec, x.view(), v.view(), y.view()).run();
      float[] values = v.floats();
      float[] actual = y.floats();
      int[] maxima = maxima(spec, x.floats());
      for (int i = 0; i < actual.length; i++) {
        assertEquals(values[maxima[i]], actual[i], spec.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void averages(KernelSet set) {
    for (boolean countPadding : new boolean[] {false, true}) {
      for (WindowSpec spec : specs()) {
        Operand x = random(spec.sizeOfInput(), 1);
        Operand y = Operand.unset((int) spec.sizeOfPooled());
        set.kernels().avgPool(spec, countPadding, x.view(), y.view()).run();
        double[] divisors = divisors(spec, countPadding);
        double[] values = x.doubles();
        double[] expected = new double[(int) spec.sizeOfPooled()];
        double[] size = new double[expected.length];
        WindowSpecs.forEachTap(
            spec,
            (window, tap, pixel) -> {
              for (int c = 0; c < spec.channels(); c++) {
                double term = values[pixel * spec.channels() + c] / divisors[window];
                expected[window * spec.channels() + c] += term;
                size[window * spec.channels() + c] += Math.abs(term);
              }
            });
        compare(spec, expected, size, y.floats());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void spreadsAverages(KernelSet set) {
    for (boolean countPadding : new boolean[] {false, true}) {
      for (WindowSpec spec : specs()) {
        Operand g = random(spec.sizeOfPooled(), 1);
        Operand d = Operand.unset((int) spec.sizeOfInput());
        set.kernels().avgPoolSpread(spec, countPadding, g.view(), d.view()).run();
        double[] divisors = divisors(spec, countPadding);
        double[] values = g.doubles();
        double[] expected = new double[(int) spec.sizeOfInput()];
        double[] size = new double[expected.length];
        WindowSpecs.forEachTap(
            spec,
            (window, tap, pixel) -> {
              for (int c = 0; c < spec.channels(); c++) {
                double term = values[window * spec.channels() + c] / divisors[window];
                expected[pixel * spec.channels() + c] += term;
                size[pixel * spec.channels() + c] += Math.abs(term);
              }
            });
        compare(spec, expected, size, d.floats());
      }
    }
  }

  private static double[] divisors(WindowSpec spec, boolean countPadding) {
    double[] divisors = new double[(int) spec.windows()];
    if (countPadding) {
      Arrays.fill(divisors, spec.kernelHeight() * spec.kernelWidth());
    } else {
      WindowSpecs.forEachTap(spec, (window, tap, pixel) -> divisors[window]++);
    }
    return divisors;
  }

  @ParameterizedTest
  @EnumSource
  void takesTheFirstOfEqualNumbers(KernelSet set) {
    WindowSpec spec = WindowSpec.of(1, 2, 2, 1, 2, 2);
    Operand d = Operand.unset(4);
    set.kernels()
        .maxPoolSpread(spec, Operand.of(1, 3, 3, 3).view(), Operand.of(5).view(), d.view())
        .run();
    assertArrayEquals(new float[] {0, 5, 0, 0}, d.floats());
    float nan = Float.NaN;
    set.kernels()
        .maxPoolSpread(spec, Operand.of(1, 3, nan, nan).view(), Operand.of(5).view(), d.view())
        .run();
    assertArrayEquals(new float[] {0, 0, 5, 0}, d.floats());
  }

  @ParameterizedTest
  @EnumSource
  void refusesWindowsOnPaddingAlone(KernelSet set) {
    WindowSpec spec = WindowSpec.of(1, 4, 4, 1, 2, 2).stride(2, 2).pad(2, 0, 0, 0);
    Operand x = Operand.random(16, 1);
    Operand y = Operand.unset((int) spec.sizeOfPooled());
    Kernels kernels = set.kernels();
    assertThrows(IllegalArgumentException.class, () -> kernels.maxPool(spec, x.view(), y.view()));
    assertThrows(
        IllegalArgumentException.class, () -> kernels.avgPool(spec, false, x.view(), y.view()));
    kernels.avgPool(spec, true, x.view(), y.view()).run();
    assertEquals(0, y.floats()[0]);
  }

  @ParameterizedTest
  @EnumSource
  void rejectsViewsOfOtherSizes(KernelSet set) {
    WindowSpec spec = WindowSpec.of(1, 4, 4, 1, 2, 2);
    Operand image = Operand.random(16, 1);
    Operand pooled = Operand.random(9, 1);
    Kernels kernels = set.kernels();
    assertThrows(
        IllegalArgumentException.class, () -> kernels.maxPool(spec, pooled.view(), pooled.view()));
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.maxPoolSpread(spec, image.view(), image.view(), image.view()));
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.maxPoolPick(spec, image.view(), pooled.view(), pooled.view()));
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.avgPool(spec, true, image.view(), image.view()));
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.avgPoolSpread(spec, true, pooled.view(), pooled.view()));
  }

  private static void compare(WindowSpec spec, double[] expected, double[] size, float[] actual) {
    double terms = spec.kernelHeight() * spec.kernelWidth();
    for (int i = 0; i < actual.length; i++) {
      double bound = (2 + Math.sqrt(terms)) * ULP * size[i];
      assertEquals(expected[i], actual[i], bound, spec.toString());
    }
  }
}
