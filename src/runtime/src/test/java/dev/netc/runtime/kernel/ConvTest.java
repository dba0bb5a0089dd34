package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
      checkForward(set, spec, true, true);
      checkForward(set, spec.with(Activation.IDENTITY), false, false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void convolvesRandomWindows(KernelSet set) {
    Random random = new Random(1);
    for (ConvSpec spec : specs(WindowSpecs.random(100))) {
      checkForward(set, spec, random.nextBoolean(), random.nextBoolean());
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAnAdjointByItsImages(KernelSet set) {
    for (ConvSpec spec : specs(WindowSpecs.odd())) {
      checkInput(set, spec, true);
      checkInput(set, spec.with(Activation.IDENTITY), false);
    }
    for (ConvSpec spec : specs(WindowSpecs.random(100))) {
      checkInput(set, spec.with(Activation.IDENTITY), false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAnAdjointByItsWeights(KernelSet set) {
    for (ConvSpec spec : specs(WindowSpecs.odd())) {
      checkWeights(set, spec);
    }
    for (ConvSpec spec : specs(WindowSpecs.random(100))) {
      checkWeights(set, spec);
    }
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

  private static void checkForward(
      KernelSet set, ConvSpec spec, boolean biased, boolean withResidual) {
    Operand x = random(spec.sizeOfInput(), 1);
    Operand w = random(spec.sizeOfWeights(), 2);
    Operand bias = random(spec.filters(), 3);
    Operand residual = random(spec.sizeOfOutput(), 4);
    Operand y = Operand.unset((int) spec.sizeOfOutput());
    set.kernels()
        .conv(
            spec,
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

  private static void checkInput(KernelSet set, ConvSpec spec, boolean biased) {
    Operand g = random(spec.sizeOfOutput(), 1);
    Operand w = random(spec.sizeOfWeights(), 2);
    Operand bias = random(spec.window().channels(), 3);
    Operand x = Operand.unset((int) spec.sizeOfInput());
    set.kernels().convInput(spec, g.view(), w.view(), biased ? bias.view() : null, x.view()).run();
    ConvReference expected = ConvReference.input(spec, g.doubles(), w.doubles());
    if (biased) {
      expected.plus(bias.doubles());
    }
    long terms = spec.sizeOfWeights() / spec.groupChannels() / spec.groups();
    compare(spec, expected.activated(), terms, x.floats());
  }

  private static void checkWeights(KernelSet set, ConvSpec spec) {
    Operand x = random(spec.sizeOfInput(), 1);
    Operand g = random(spec.sizeOfOutput(), 2);
    Operand w = Operand.unset((int) spec.sizeOfWeights());
    set.kernels().convWeights(spec, x.view(), g.view(), w.view()).run();
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
}
