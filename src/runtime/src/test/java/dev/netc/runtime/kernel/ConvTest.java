package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Convolutions and their adjoints against sums in double. A float sum of n products, in any order,
 * is off by about √n · 2^-24 of the sum of their sizes; tested to (4 + √n) · 2^-23 of it.
 * Activations have slopes of at most 1, so that the bound holds after them, plus 2e-6 for their own
 * error.
 */
class ConvTest {
  private static final double ULP = 0x1p-23;

  @ParameterizedTest
  @EnumSource
  void convolvesOddWindows(KernelSet set) {
    for (ConvSpec spec : specs(WindowSpecs.odd())) {
      checkForward(set.kernels(), spec, true, true);
      checkForward(set.kernels(), spec.with(Activation.IDENTITY), false, false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void convolvesRandomWindows(KernelSet set) {
    Random random = new Random(1);
    for (ConvSpec spec : specs(WindowSpecs.random(100))) {
      checkForward(set.kernels(), spec, random.nextBoolean(), random.nextBoolean());
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAnAdjointByItsImages(KernelSet set) {
    for (ConvSpec spec : specs(WindowSpecs.odd())) {
      checkInput(set.kernels(), spec, true);
      checkInput(set.kernels(), spec.with(Activation.IDENTITY), false);
    }
    for (ConvSpec spec : specs(WindowSpecs.random(100))) {
      checkInput(set.kernels(), spec.with(Activation.IDENTITY), false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAnAdjointByItsWeights(KernelSet set) {
    for (ConvSpec spec : specs(WindowSpecs.odd())) {
      checkWeights(set.kernels(), spec);
    }
    for (ConvSpec spec : specs(WindowSpecs.random(100))) {
      checkWeights(set.kernels(), spec);
    }
  }

  /** Large enough that a single image is shared, by rows of windows. */
  @ParameterizedTest
  @EnumSource
  void sharesASingleImage(KernelSet set) {
    WindowSpec window = WindowSpec.of(1, 41, 43, 32, 3, 3);
    ConvSpec spec = ConvSpec.of(window.pad(1, 1, 1, 1), 33).with(Activation.RELU);
    checkForward(set.kernels(), spec, true, true);
    checkForward(set.kernels(), ConvSpec.of(window.stride(2, 2).pad(2, 2, 2, 2), 60), true, false);
    checkForward(
        set.kernels(), ConvSpec.of(window.dilation(3, 3).pad(3, 3, 3, 3), 20), false, true);
    checkInput(set.kernels(), spec.with(Activation.IDENTITY), false);
    checkWeights(set.kernels(), spec);
  }

  @ParameterizedTest
  @EnumSource
  void sharesABatch(KernelSet set) {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(37, 14, 14, 16, 3, 3).pad(1, 1, 1, 1), 24);
    checkForward(set.kernels(), spec.with(Activation.TANH), true, true);
    checkInput(set.kernels(), spec.with(Activation.RELU), true);
    checkWeights(set.kernels(), spec);
  }

  /** Many weights that change between any two runs, for few windows, in the sizes of real nets. */
  @ParameterizedTest
  @EnumSource
  void convolvesWithManyChangingWeights(KernelSet set) {
    WindowSpec window = WindowSpec.of(1, 4, 4, 256, 3, 3);
    List<ConvSpec> specs =
        List.of(
            ConvSpec.of(window.pad(1, 1, 1, 1), 128),
            ConvSpec.of(window.batch(7).stride(2, 2).pad(1, 1, 1, 1), 120),
            ConvSpec.of(WindowSpec.of(3, 2, 3, 520, 1, 1), 512),
            ConvSpec.of(WindowSpec.of(40, 1, 1, 512, 1, 1), 512));
    for (ConvSpec spec : specs) {
      assertTrue(WindowProducts.fit(spec), "another method: " + spec);
      checkForward(set.kernels().forChangingWeights(), spec.with(Activation.RELU), true, false);
      checkForward(set.kernels().forChangingWeights(), spec, false, true);
      checkInput(set.kernels().forChangingWeights(), spec, false);
      checkInput(set.kernels().forChangingWeights(), spec.with(Activation.TANH), true);
      checkWeights(set.kernels().forChangingWeights(), spec);
    }
  }

  /**
   * More weights than a core's cache has room for, under short rows: brought into layouts in parts.
   */
  @ParameterizedTest
  @EnumSource
  void convolvesShortRowsWithManyWeights(KernelSet set) {
    WindowSpec window = WindowSpec.of(5, 4, 4, 256, 3, 3).pad(1, 1, 1, 1);
    List<ConvSpec> specs =
        List.of(
            ConvSpec.of(window, 256),
            ConvSpec.of(WindowSpec.of(5, 4, 3, 130, 3, 3).pad(1, 1, 1, 1), 257),
            ConvSpec.of(window.batch(37).stride(2, 2), 256),
            ConvSpec.of(WindowSpec.of(9, 2, 2, 512, 3, 3).pad(1, 1, 1, 1), 144).groups(2),
            ConvSpec.of(WindowSpec.of(11, 7, 7, 192, 3, 3), 320));
    for (ConvSpec spec : specs) {
      for (Kernels kernels : List.of(set.kernels(), set.kernels().forChangingWeights())) {
        checkForward(kernels, spec.with(Activation.RELU), true, false);
        checkForward(kernels, spec, false, true);
        checkInput(kernels, spec, false);
        checkInput(kernels, spec.with(Activation.TANH), true);
        checkWeights(kernels, spec);
      }
    }
  }

  /** The method for many changing weights on all kinds of windows, a few images at a time. */
  @Test
  void multipliesMatricesOfWindows() {
    Optional<OneDnn> oneDnn = OneDnn.load();
    assumeTrue(oneDnn.isPresent(), "oneDNN's native library does not load here");
    List<WindowSpec> windows = new ArrayList<>(WindowSpecs.odd());
    windows.addAll(WindowSpecs.random(100));
    for (ConvSpec spec : specs(windows)) {
      if (spec.groups() == 1) {
        checkMatrices(oneDnn.get(), spec, 5 * WindowMatrix.floats(spec.window().batch(1)) / 2);
      }
    }
  }

  private static void checkMatrices(OneDnn oneDnn, ConvSpec spec, long mostFloats) {
    WindowProducts products = new WindowProducts(oneDnn, spec, mostFloats);
    checkForward(
        (x, w, bias, residual, y) -> products.forward(x, w, bias, y).orElseThrow(),
        spec,
        true,
        false);
    checkInput(
        (g, w, bias, x) -> products.input(g, w, x).orElseThrow(),
        spec.with(Activation.IDENTITY),
        false);
    checkWeights((x, g, w) -> products.weights(x, g, w).orElseThrow(), spec);
  }

  /** Pixels are left out, and the last one that is not lies at the end of the memory. */
  @ParameterizedTest
  @EnumSource
  void writesNothingBehindItsImages(KernelSet set) {
    for (int channels : new int[] {1, 3, 8, 20}) {
      for (int width : new int[] {5, 6}) {
        WindowSpec window = WindowSpec.of(16, 6, width, channels, 1, 1).stride(1, 2);
        ConvSpec spec = ConvSpec.of(window, 2);
        checkForward(set.kernels(), spec, true, true);
        checkInput(set.kernels(), spec, false);
        checkWeights(set.kernels(), spec);
        Operand g = random(spec.sizeOfOutput(), 1);
        Operand w = random(spec.sizeOfWeights(), 2);
        long size = spec.sizeOfInput();
        try (Arena arena = Arena.allocate(size + 16)) {
          set.kernels().convInput(spec, g.view(), w.view(), null, arena.view(0, size)).run();
          float[] all = arena.array().toFloatVector();
          assertArrayEquals(new float[16], Arrays.copyOfRange(all, all.length - 16, all.length));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void addsToWhatIsInY(KernelSet set) {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(3, 7, 7, 4, 3, 3).pad(1, 1, 1, 1), 10);
    Operand x = random(spec.sizeOfInput(), 1);
    Operand w = random(spec.sizeOfWeights(), 2);
    Operand y = random(spec.sizeOfOutput(), 3);
    ConvReference expected =
        ConvReference.forward(spec, x.doubles(), w.doubles()).plus(y.doubles());
    set.kernels().conv(spec, x.view(), w.view(), null, y.view(), y.view()).run();
    compare(spec, expected, 36, y.floats());
  }

  @ParameterizedTest
  @EnumSource
  void noActivationHidesNaN(KernelSet set) {
    WindowSpec window = WindowSpec.of(1, 3, 3, 1, 1, 1);
    for (Activation f : Activation.values()) {
      float[] values = new float[9];
      values[4] = Float.NaN;
      Operand y = Operand.unset(9 * 17);
      Operand w = Operand.random(17, 1);
      ConvSpec spec = ConvSpec.of(window, 17).with(f);
      set.kernels().conv(spec, Operand.of(values).view(), w.view(), null, null, y.view()).run();
      for (int i = 0; i < 9 * 17; i++) {
        assertEquals(i / 17 == 4, Float.isNaN(y.floats()[i]), f + " at " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWeightsThatAnnounceChangesWhenPrepared(KernelSet set) {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(2, 6, 6, 16, 3, 3).pad(1, 1, 1, 1), 16);
    View w = Arena.announcingChanges(spec.sizeOfWeights()).view();
    Operand x = random(spec.sizeOfInput(), 1);
    Operand y = Operand.unset((int) spec.sizeOfOutput());
    Kernel kernel = set.kernels().conv(spec, x.view(), w, null, null, y.view());
    for (int seed = 2; seed < 4; seed++) {
      float[] values = random(spec.sizeOfWeights(), seed).floats();
      w.set(values);
      kernel.prepare();
      kernel.run();
      double[] weights = Operand.of(values).doubles();
      compare(spec, ConvReference.forward(spec, x.doubles(), weights), 144, y.floats());
    }
    // From here on the kernel must look at the weights on every run.
    w.arena().changesUnannounced();
    w.set(new float[(int) w.size()]);
    kernel.run();
    assertArrayEquals(new float[(int) y.view().size()], y.floats());
  }

  /** As many parts whatever the number of threads, hence the same bits. */
  @Test
  void doesNotDependOnTheNumberOfThreads() {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(20, 14, 14, 16, 3, 3).pad(1, 1, 1, 1), 24);
    float[] one = portable(new Team(1), spec);
    assertArrayEquals(one, portable(new Team(3), spec));
    assertArrayEquals(one, portable(new Team(7), spec));
  }

  private static float[] portable(Team team, ConvSpec spec) {
    Operand x = random(spec.sizeOfInput(), 1);
    Operand g = random(spec.sizeOfOutput(), 2);
    Operand w = Operand.unset((int) spec.sizeOfWeights());
    Operand y = Operand.unset((int) spec.sizeOfOutput());
    new PatchConv(team, Workspace.apart(), spec).weights(x.view(), g.view(), w.view()).run();
    new PatchConv(team, Workspace.apart(), spec)
        .forward(x.view(), w.view(), null, null, y.view())
        .run();
    return y.floats();
  }

  @ParameterizedTest
  @EnumSource
  void rejectsViewsOfOtherSizes(KernelSet set) {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(1, 4, 4, 2, 3, 3), 5);
    View x = random(32, 1).view();
    View w = random(90, 1).view();
    View y = random(20, 1).view();
    Kernels kernels = set.kernels();
    refused(() -> kernels.conv(spec, y, w, null, null, y));
    refused(() -> kernels.conv(spec, x, y, null, null, y));
    refused(() -> kernels.conv(spec, x, w, x, null, y));
    refused(() -> kernels.conv(spec, x, w, null, x, y));
    refused(() -> kernels.conv(spec, x, w, null, null, x));
    refused(() -> kernels.convInput(spec, y, w, y, x));
    refused(() -> kernels.convInput(spec, x, w, null, x));
    refused(() -> kernels.convWeights(spec, x, x, w));
    refused(() -> kernels.convWeights(spec, x, y, x));
  }

  @Test
  void refusesWindowsThatDoNotFit() {
    refused(() -> WindowSpec.of(1, 3, 3, 1, 4, 1).outHeight());
    refused(() -> WindowSpec.of(1, 3, 3, 1, 1, 2).dilation(1, 3).outWidth());
    refused(() -> WindowSpec.of(1, 3, 0, 1, 1, 2));
    refused(() -> WindowSpec.of(1, 3, 3, 1, 1, 2).stride(0, 1));
    refused(() -> WindowSpec.of(1, 3, 3, 1, 1, 2).pad(0, -1, 0, 0));
    refused(() -> ConvSpec.of(WindowSpec.of(1, 3, 3, 6, 1, 1), 6).groups(4));
    refused(() -> ConvSpec.of(WindowSpec.of(1, 3, 3, 6, 1, 1), 7).groups(3));
    WindowSpec large = WindowSpec.of(1, 3, 3, 1, 4, 1).pad(1, 0, 0, 0);
    assertEquals(1, large.outHeight());
    assertEquals(3, large.outWidth());
  }

  private static void refused(Executable call) {
    assertThrows(IllegalArgumentException.class, call);
  }

  /** Filters, groups and activations of all kinds for the windows. */
  private static List<ConvSpec> specs(List<WindowSpec> windows) {
    Random random = new Random(3);
    int[] filters = {1, 2, 3, 8, 16, 17, 40};
    List<ConvSpec> specs = new ArrayList<>();
    for (WindowSpec window : windows) {
      Activation activation = Activation.values()[random.nextInt(4)];
      ConvSpec spec = ConvSpec.of(window, filters[random.nextInt(filters.length)]).with(activation);
      specs.add(spec);
      if (window.channels() > 1) {
        // As many groups as channels, and as few as there can be.
        int channels = window.channels();
        int least = least(channels);
        int most = channels * (1 + random.nextInt(2));
        specs.add(ConvSpec.of(window, most).groups(channels).with(activation));
        specs.add(ConvSpec.of(window, 2 * least).groups(least).with(activation));
      }
    }
    return specs;
  }

  /** The least divisor above 1. */
  private static int least(int n) {
    int divisor = 2;
    while (n % divisor != 0) {
      divisor++;
    }
    return divisor;
  }

  private static Operand random(long size, long seed) {
    return Operand.random((int) size, seed);
  }

  private interface Forward {
    Kernel kernel(View x, View w, View bias, View residual, View y);
  }

  private interface Input {
    Kernel kernel(View g, View w, View bias, View x);
  }

  private interface Weights {
    Kernel kernel(View x, View g, View w);
  }

  private static void checkForward(
      Kernels set, ConvSpec spec, boolean biased, boolean withResidual) {
    checkForward(
        (x, w, bias, residual, y) -> set.conv(spec, x, w, bias, residual, y),
        spec,
        biased,
        withResidual);
  }

  private static void checkForward(
      Forward forward, ConvSpec spec, boolean biased, boolean withResidual) {
    Operand x = random(spec.sizeOfInput(), 1);
    Operand w = random(spec.sizeOfWeights(), 2);
    Operand bias = random(spec.filters(), 3);
    Operand residual = random(spec.sizeOfOutput(), 4);
    Operand y = Operand.unset((int) spec.sizeOfOutput());
    forward
        .kernel(
            x.view(),
            w.view(),
            biased ? bias.view() : null,
            withResidual ? residual.view() : null,
            y.view())
        .run();
    ConvReference expected = ConvReference.forward(spec, x.doubles(), w.doubles());
    if (biased) {
      expected.plus(bias.doubles());
    }
    if (withResidual) {
      expected.plus(residual.doubles());
    }
    long terms = spec.sizeOfWeights() / spec.filters();
    compare(spec, expected.activated(), terms, y.floats());
  }

  private static void checkInput(Kernels set, ConvSpec spec, boolean biased) {
    checkInput((g, w, bias, x) -> set.convInput(spec, g, w, bias, x), spec, biased);
  }

  private static void checkInput(Input input, ConvSpec spec, boolean biased) {
    Operand g = random(spec.sizeOfOutput(), 1);
    Operand w = random(spec.sizeOfWeights(), 2);
    Operand bias = random(spec.window().channels(), 3);
    Operand x = Operand.unset((int) spec.sizeOfInput());
    input.kernel(g.view(), w.view(), biased ? bias.view() : null, x.view()).run();
    ConvReference expected = ConvReference.input(spec, g.doubles(), w.doubles());
    if (biased) {
      expected.plus(bias.doubles());
    }
    long terms = spec.sizeOfWeights() / spec.groupChannels() / spec.groups();
    compare(spec, expected.activated(), terms, x.floats());
  }

  private static void checkWeights(Kernels set, ConvSpec spec) {
    checkWeights((x, g, w) -> set.convWeights(spec, x, g, w), spec);
  }

  private static void checkWeights(Weights weights, ConvSpec spec) {
    Operand x = random(spec.sizeOfInput(), 1);
    Operand g = random(spec.sizeOfOutput(), 2);
    Operand w = Operand.unset((int) spec.sizeOfWeights());
    weights.kernel(x.view(), g.view(), w.view()).run();
    ConvReference expected = ConvReference.weights(spec, x.doubles(), g.doubles());
    compare(spec.with(Activation.IDENTITY), expected, spec.window().windows(), w.floats());
  }

  private static void compare(ConvSpec spec, ConvReference expected, long terms, float[] actual) {
    double own = spec.activation() == Activation.IDENTITY ? 0 : 2e-6;
    for (int i = 0; i < actual.length; i++) {
      int at = i;
      double bound = (4 + Math.sqrt(terms)) * ULP * expected.size[i] + own;
      assertTrue(
          Math.abs(actual[i] - expected.value[i]) <= bound,
          () ->
              "%s, element %d: %s instead of %s"
                  .formatted(spec, at, actual[at], expected.value[at]));
    }
  }

  /** By oneDNN's second kernels. */
  @Test
  void reluHidesNothingOfFewChannels() {
    for (int batch : new int[] {1, 3}) {
      ConvSpec spec =
          ConvSpec.of(WindowSpec.of(batch, 28, 28, 1, 3, 3).pad(1, 1, 1, 1), 16)
              .with(Activation.RELU);
      Operand x = Operand.random((int) spec.sizeOfInput(), 1);
      Operand y = Operand.unset((int) spec.sizeOfOutput());
      int weights = (int) spec.sizeOfWeights();
      try (Arena parameters = Arena.announcingChanges(weights + 16)) {
        parameters.view().set(Operand.random(weights + 16, 2).floats());
        View w = parameters.view(0, weights);
        View bias = parameters.view(weights, 16);
        Kernel kernel = KernelSet.ONEDNN.kernels().conv(spec, x.view(), w, bias, null, y.view());
        for (float extreme : new float[] {1, 1e30f, Float.NaN, 1e37f, 1}) {
          x.view().set(300, extreme);
          checkAgainstPortable(kernel, spec, x.view(), w, bias, y);
        }
        for (float extreme : new float[] {1e30f, Float.NaN, 1e37f, 1}) {
          w.set(22, extreme); // the tap in the middle, which never lies on padding
          checkAgainstPortable(kernel, spec, x.view(), w, bias, y);
        }
        for (float extreme : new float[] {Float.NaN, -1e38f, 1}) {
          bias.set(3, extreme);
          checkAgainstPortable(kernel, spec, x.view(), w, bias, y);
        }
      }
    }
  }

  private static void checkAgainstPortable(
      Kernel kernel, ConvSpec spec, View x, View w, View bias, Operand y) {
    kernel.prepare();
    kernel.run();
    float[] actual = y.floats();
    Operand z = Operand.unset(actual.length);
    Kernel portable = Kernels.portable().conv(spec, x, w, bias, null, z.view());
    portable.prepare();
    portable.run();
    float[] expected = z.floats();
    for (int i = 0; i < actual.length; i++) {
      float error = Float.isFinite(expected[i]) ? 2e-5f + 1e-5f * Math.abs(expected[i]) : 0;
      assertEquals(expected[i], actual[i], error, "at " + i);
    }
  }
}
