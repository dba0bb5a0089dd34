package dev.netc.runtime.kernel;

import static dev.netc.runtime.kernel.ExpectedProducts.check;
import static dev.netc.runtime.kernel.ExpectedProducts.compare;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatMulTest {
  @ParameterizedTest
  @EnumSource
  void multipliesEverySmallShape(KernelSet set) {
    int[] sizes = {1, 2, 3, 37};
    for (int m : sizes) {
      for (int k : sizes) {
        for (int n : sizes) {
          for (int bits = 0; bits < 4; bits++) {
            check(set, MatMulSpec.plain(m, k, n).transposed((bits & 1) > 0, (bits & 2) > 0), false);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesRandomVariants(KernelSet set) {
    Random random = new Random(11);
    int[] sizes = {1, 1, 2, 5, 16, 37, 64, 100};
    for (int trial = 0; trial < 400; trial++) {
      MatMulSpec spec =
          new MatMulSpec(
              1 + random.nextInt(4) * random.nextInt(2),
              sizes[random.nextInt(sizes.length)],
              sizes[random.nextInt(sizes.length)],
              sizes[random.nextInt(sizes.length)],
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              Activation.values()[random.nextInt(4)],
              random.nextBoolean());
      check(set, spec, random.nextBoolean());
    }
  }

  /** One or two columns after whole blocks of 24 may go another way; so may none, or three. */
  @ParameterizedTest
  @EnumSource
  void multipliesManyRowsByAnyNumberOfColumns(KernelSet set) {
    int trial = 0;
    for (int n : new int[] {1, 24, 25, 26, 27, 48, 49, 50, 73, 74, 146}) {
      for (int k : new int[] {255, 256, 300}) {
        int m = trial % 3 == 0 ? 192 : 201 + 97 * (trial % 3);
        MatMulSpec spec =
            MatMulSpec.plain(m, k, n)
                .transposed(false, trial % 2 > 0)
                .with(Activation.values()[trial % 4]);
        spec = trial % 5 == 0 ? spec.accumulating() : spec;
        check(set, spec, trial % 3 > 0);
        if (k > 255) {
          checkAnnounced(set, spec, trial % 3 > 0);
        }
        trial++;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesLongAndWideShapes(KernelSet set) {
    check(set, MatMulSpec.plain(100, 784, 50).with(Activation.RELU), true);
    check(set, MatMulSpec.plain(1, 784, 50).with(Activation.SIGMOID), true);
    check(set, MatMulSpec.plain(784, 100, 50).transposed(true, false).accumulating(), false);
    check(set, MatMulSpec.plain(3, 20_000, 2), true);
    check(set, MatMulSpec.plain(2, 3, 20_000).with(Activation.TANH), true);
    check(set, MatMulSpec.plain(20_000, 3, 2).transposed(false, true), true);
    check(set, MatMulSpec.plain(1, 1, 4_099), true);
    check(set, MatMulSpec.plain(1, 4_099, 1), true);
  }

  /** Large enough that several threads share them: by rows, by columns, by products. */
  @ParameterizedTest
  @EnumSource
  void sharedProductsAreWhole(KernelSet set) {
    for (int bits = 0; bits < 4; bits++) {
      boolean transposeA = (bits & 1) > 0;
      boolean transposeB = (bits & 2) > 0;
      MatMulSpec byRow = MatMulSpec.plain(133, 90, 47).transposed(transposeA, transposeB);
      MatMulSpec byColumn = MatMulSpec.plain(47, 90, 133).transposed(transposeA, transposeB);
      check(set, byRow.with(Activation.RELU), true);
      check(set, byRow.accumulating(), true);
      check(set, byColumn.with(Activation.TANH), true);
      check(set, byColumn.accumulating(), false);
      for (boolean sharedA : new boolean[] {false, true}) {
        check(set, batch(transposeA, transposeB, sharedA, false), true);
        check(set, batch(transposeA, transposeB, false, sharedA), false);
      }
    }
    check(set, MatMulSpec.plain(1, 784, 1001), true);
  }

  /** Shares of which the last would be a single row or column. */
  @ParameterizedTest
  @EnumSource
  void noPartOfAProductIsASingleRowOrColumn(KernelSet set) {
    int trial = 0;
    int[][] sizes = {
      {32, 100, 33},
      {15, 107, 33},
      {3, 4_660, 17},
      {17, 160, 17},
      {33, 90, 32},
      {3, 9_000, 3},
      {33, 90, 33},
      {12, 90, 49},
      {500, 2_700, 65},
      {65, 2_700, 500}
    };
    for (int[] size : sizes) {
      for (int bits = 0; bits < 4; bits++) {
        MatMulSpec spec =
            MatMulSpec.plain(size[0], size[1], size[2])
                .transposed((bits & 1) > 0, (bits & 2) > 0)
                .with(Activation.values()[trial % 4]);
        check(set, trial++ % 3 == 0 ? spec.accumulating() : spec, trial % 2 == 0);
        check(set, spec.with(Activation.TANH).accumulating(), false);
      }
    }
  }

  /** Sums so long that threads share their terms. */
  @ParameterizedTest
  @EnumSource
  void sumsOfManyTermsAreWhole(KernelSet set) {
    int trial = 0;
    for (int[] size : new int[][] {{2, 15_001, 2}, {3, 4_099, 20}, {20, 4_096, 3}, {37, 784, 37}}) {
      for (int bits = 0; bits < 4; bits++) {
        for (Activation f : Activation.values()) {
          MatMulSpec spec =
              MatMulSpec.plain(size[0], size[1], size[2])
                  .transposed((bits & 1) > 0, (bits & 2) > 0)
                  .with(f);
          check(set, spec, trial % 2 == 0);
          check(set, spec.accumulating(), trial++ % 3 == 0);
        }
      }
    }
    check(set, MatMulSpec.plain(100, 8_001, 100).with(Activation.RELU), true);
  }

  /** Enough rows for a matrix to be brought into a layout of the kernel's first. */
  @ParameterizedTest
  @EnumSource
  void multipliesManyRowsByOneMatrix(KernelSet set) {
    Activation[] activations = Activation.values();
    int trial = 0;
    for (int k : new int[] {1, 3, 8, 20, 37}) {
      for (int n : new int[] {1, 2, 7, 16, 50}) {
        for (int bits = 0; bits < 4; bits++) {
          MatMulSpec spec = MatMulSpec.plain(192 + trial % 9, k, n).transposed(false, bits > 1);
          MatMulSpec ends = spec.with(activations[trial++ % activations.length]);
          check(set, (bits & 1) > 0 ? ends.accumulating() : ends, trial % 3 > 0);
        }
      }
    }
    check(set, MatMulSpec.plain(333, 784, 50).with(Activation.RELU), true);
  }

  /** A matrix that tells of its changes may have another layout for the product with one row. */
  @ParameterizedTest
  @EnumSource
  void multipliesOneRowByAMatrixThatAnnouncesChanges(KernelSet set) {
    int trial = 0;
    for (int k : new int[] {1, 83, 1024}) {
      for (int n : new int[] {1, 10, 50, 900}) {
        MatMulSpec plain = MatMulSpec.plain(1, k, n);
        MatMulSpec spec = plain.with(Activation.values()[trial % 4]);
        boolean biased = trial++ % 3 > 0;
        checkChanges(set, k > 1 ? spec : spec.accumulating(), biased);
        checkChanges(set, spec.transposed(true, false).accumulating(), !biased);
        checkChanges(set, spec.transposed(false, true), biased);
      }
    }
  }

  /** With a few rows too, and so that threads share rows. */
  @ParameterizedTest
  @EnumSource
  void multipliesAFewRowsByAMatrixThatAnnouncesChanges(KernelSet set) {
    int trial = 0;
    for (int m : new int[] {2, 5, 16, 17, 40}) {
      for (int k : new int[] {1, 83, 784}) {
        for (int n : new int[] {2, 10, 50, 333}) {
          MatMulSpec plain = MatMulSpec.plain(m, k, n).with(Activation.values()[trial % 4]);
          checkChanges(set, trial % 2 == 0 ? plain : plain.accumulating(), trial++ % 3 > 0);
          checkChanges(set, plain.transposed(false, true), trial % 3 > 0);
        }
      }
    }
  }

  private static void checkChanges(KernelSet set, MatMulSpec spec, boolean biased) {
    View matrix = Arena.announcingChanges(spec.sizeOfB()).view();
    Operand a = Operand.random((int) spec.sizeOfA(), 1);
    Operand bias = biased ? Operand.random(spec.n(), 3) : null;
    Operand y = Operand.random((int) spec.sizeOfY(), 4);
    View biases = biased ? bias.view() : null;
    Kernel kernel = set.kernels().matmul(spec, a.view(), matrix, biases, y.view());
    for (int seed = 5; seed < 8; seed++) {
      Operand b = Operand.random((int) spec.sizeOfB(), seed);
      if (seed == 7) {
        // From here on the kernel must look at the matrix on every run.
        matrix.arena().changesUnannounced();
      }
      matrix.set(b.floats());
      if (seed < 7) {
        kernel.prepare();
      }
      double[] old = spec.accumulate() ? y.doubles() : new double[(int) spec.sizeOfY()];
      kernel.run();
      compare(spec, a.doubles(), b.doubles(), biased ? bias.doubles() : null, old, y.floats());
    }
  }

  private static MatMulSpec batch(boolean tA, boolean tB, boolean sharedA, boolean sharedB) {
    return new MatMulSpec(5, 40, 50, 60, tA, tB, sharedA, sharedB, Activation.IDENTITY, false);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameBitsOnEveryRun(KernelSet set) {
    MatMulSpec spec = MatMulSpec.plain(64, 4320, 100).with(Activation.RELU);
    Operand a = Operand.random((int) spec.sizeOfA(), 1);
    Operand b = Operand.random((int) spec.sizeOfB(), 2);
    Operand bias = Operand.random(spec.n(), 3);
    float[] first = product(set, spec, a, b, bias);
    for (int run = 0; run < 5; run++) {
      assertArrayEquals(first, product(set, spec, a, b, bias));
    }
  }

  private static float[] product(
      KernelSet set, MatMulSpec spec, Operand a, Operand b, Operand bias) {
    Operand y = Operand.unset((int) spec.sizeOfY());
    set.kernels().matmul(spec, a.view(), b.view(), bias.view(), y.view()).run();
    return y.floats();
  }

  @ParameterizedTest
  @EnumSource
  void kernelsRunSideBySide(KernelSet set) throws Exception {
    MatMulSpec spec = MatMulSpec.plain(50, 300, 40).with(Activation.TANH);
    List<Callable<float[]>> products = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Operand a = Operand.random((int) spec.sizeOfA(), 1);
      Operand b = Operand.random((int) spec.sizeOfB(), 2);
      Operand y = Operand.unset((int) spec.sizeOfY());
      Kernel kernel = set.kernels().matmul(spec, a.view(), b.view(), null, y.view());
      products.add(
          () -> {
            for (int run = 0; run < 100; run++) {
              kernel.run();
            }
            return y.floats();
          });
    }
    float[] expected = products.get(0).call();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<float[]> product : threads.invokeAll(products)) {
        assertArrayEquals(expected, product.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noActivationHidesNaN(KernelSet set) {
    for (Activation f : Activation.values()) {
      for (int m : new int[] {1, 3, 200}) {
        for (int n : new int[] {1, 7, 16, 37}) {
          float[] values = new float[m];
          Arrays.fill(values, 1);
          values[m - 1] = Float.NaN;
          Operand a = Operand.of(values);
          View b = (n == 37 ? Arena.announcingChanges(n) : Arena.allocate(n)).view();
          b.set(Operand.random(n, 1).floats());
          Operand y = Operand.unset(m * n);
          MatMulSpec spec = MatMulSpec.plain(m, 1, n).with(f);
          Kernel kernel = set.kernels().matmul(spec, a.view(), b, null, y.view());
          kernel.prepare();
          kernel.run();
          float[] floats = y.floats();
          for (int i = 0; i < m * n; i++) {
            assertEquals(i >= (m - 1) * n, Float.isNaN(floats[i]), f + " of " + n);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reluIsExact(KernelSet set) {
    float[] values = {-1e30f, -1, -1e-30f, -0f, 0, 1e-37f, 1, 1e30f, Float.MAX_VALUE};
    Operand y = Operand.unset(values.length);
    MatMulSpec spec = MatMulSpec.plain(values.length, 1, 1).with(Activation.RELU);
    Operand one = Operand.of(1);
    set.kernels().matmul(spec, Operand.of(values).view(), one.view(), null, y.view()).run();
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1e-37f, 1, 1e30f, Float.MAX_VALUE}, y.floats());
  }

  @ParameterizedTest
  @EnumSource
  void rejectsViewsOfOtherSizes(KernelSet set) {
    Operand six = Operand.random(6, 1);
    Operand four = Operand.random(4, 1);
    MatMulSpec spec = MatMulSpec.plain(2, 3, 2);
    Kernels kernels = set.kernels();
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.matmul(spec, four.view(), six.view(), null, four.view()));
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.matmul(spec, six.view(), six.view(), four.view(), four.view()));
    assertThrows(
        IllegalArgumentException.class,
        () -> kernels.matmul(spec, six.view(), six.view(), null, six.view()));
  }

  @Test
  void hasNoEmptySizes() {
    assertThrows(IllegalArgumentException.class, () -> MatMulSpec.plain(0, 3, 2));
  }

  /** Weights of a net: brought into layouts when they have changed, and only then. */
  private static void checkAnnounced(KernelSet set, MatMulSpec spec, boolean biased) {
    try (Arena parameters = Arena.announcingChanges(spec.sizeOfB())) {
      Operand a = Operand.random((int) spec.sizeOfA(), 1);
      Operand bias = biased ? Operand.random(spec.n(), 3) : null;
      Operand y = Operand.of(new float[(int) spec.sizeOfY()]);
      View b = parameters.view();
      Kernel kernel =
          set.kernels().matmul(spec, a.view(), b, biased ? bias.view() : null, y.view());
      for (int seed = 2; seed < 4; seed++) {
        Operand weights = Operand.random((int) spec.sizeOfB(), seed);
        b.set(weights.floats());
        kernel.prepare();
        double[] old = spec.accumulate() ? y.doubles() : new double[(int) spec.sizeOfY()];
        kernel.run();
        compare(
            spec, a.doubles(), weights.doubles(), biased ? bias.doubles() : null, old, y.floats());
      }
    }
  }
}
