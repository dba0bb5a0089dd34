package dev.netc.runtime.kernel;

import static dev.netc.runtime.kernel.ExpectedProducts.check;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.NativeLibraries;
import dev.netc.runtime.memory.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmallProductsTest {
  /** Sizes for which there are kernels of small matrices, and such beyond them by one. */
  @ParameterizedTest
  @EnumSource
  void sizesAroundTheirLimits(KernelSet set) {
    int trial = 0;
    for (int m : new int[] {2, 3, 31, 32, 48, 49, 97, 129, 333}) {
      for (int n : new int[] {2, 5, 16, 33, 100, 128, 129, 163, 164}) {
        for (int k : new int[] {1, 2, 37, 128, 129, 300}) {
          MatMulSpec spec = MatMulSpec.plain(m, k, n).transposed(trial % 3 > 0, trial % 7 > 4);
          check(set, trial % 4 == 0 ? spec.accumulating() : spec, trial % 5 == 4);
          trial++;
        }
      }
    }
  }

  /** Columns of which a last register has few, with a bias and an activation or without. */
  @ParameterizedTest
  @EnumSource
  void longSumsWithAnEnd(KernelSet set) {
    int trial = 0;
    for (int m : new int[] {32, 100, 257}) {
      for (int n : new int[] {3, 17, 50, 100}) {
        for (int k : new int[] {50, 128, 129, 784, 1001}) {
          MatMulSpec spec = MatMulSpec.plain(m, k, n).with(Activation.values()[trial % 4]);
          check(set, spec, trial % 3 > 0);
          check(set, spec.accumulating(), false);
          trial++;
        }
      }
    }
  }

  @Test
  void haveTheirKernelsWithAvx512() {
    MatMulSpec dense = MatMulSpec.plain(100, 784, 50).with(Activation.RELU);
    assertHas(true, dense, true);
    assertHas(false, dense.accumulating(), true);
    assertHas(true, MatMulSpec.plain(100, 100, 10), true);
    assertHas(false, MatMulSpec.plain(8, 50, 10), true);
    assertHas(true, MatMulSpec.plain(60, 50, 70).transposed(true, false), false);
    assertHas(false, MatMulSpec.plain(60, 50, 70).transposed(true, false), true);
    assertHas(true, MatMulSpec.plain(392, 256, 100).transposed(true, false), false);
    assertHas(true, MatMulSpec.plain(50, 100, 100).transposed(false, true), false);
    assertHas(false, MatMulSpec.plain(50, 129, 100).transposed(false, true), false);
    assertHas(false, MatMulSpec.plain(100, 784, 512), false);
  }

  /** Where the second matrix may be kept in any layout, only if oneDNN wastes much. */
  @Test
  void gainOverLayoutsWhereRegistersAreWasted() {
    boolean exist = OneDnn.hasAvx512() && NativeLibraries.hasSmallProducts();
    for (int columns : new int[] {3, 17, 20, 34}) {
      assertEquals(exist, gainOverLayouts(MatMulSpec.plain(256, 784, columns)));
      assertFalse(gainOverLayouts(MatMulSpec.plain(8, 784, columns)));
      assertFalse(gainOverLayouts(MatMulSpec.plain(256, 784, columns).transposed(false, true)));
      assertFalse(gainOverLayouts(MatMulSpec.plain(256, 784, columns).accumulating()));
    }
    for (int columns : new int[] {10, 16, 50, 100, 256}) {
      assertFalse(gainOverLayouts(MatMulSpec.plain(256, 784, columns)));
    }
  }

  private static boolean gainOverLayouts(MatMulSpec spec) {
    return SmallProducts.gainOverLayouts(spec, ProductPart.whole(spec), true);
  }

  /** Indices of rows that are beyond an int when they are multiplied by the number of blocks. */
  @Test
  void takeMillionsOfRows() {
    for (MatMulSpec spec :
        new MatMulSpec[] {
          MatMulSpec.plain(1_200_000, 4, 8),
          MatMulSpec.plain(4_000_000, 8, 8).transposed(true, false),
          MatMulSpec.plain(4_000_000, 8, 8).transposed(false, true),
          MatMulSpec.plain(1_000_000, 200, 20)
        }) {
      try (Arena a = Arena.imagined(spec.sizeOfA());
          Arena b = Arena.imagined(spec.sizeOfB());
          Arena y = Arena.imagined(spec.sizeOfY())) {
        ProductPart whole = ProductPart.whole(spec);
        assertDoesNotThrow(
            () -> SmallProducts.kernel(spec, whole, a.view(), b.view(), null, y.view()),
            spec::toString);
      }
    }
  }

  private static void assertHas(boolean expected, MatMulSpec spec, boolean biased) {
    View a = Operand.random((int) spec.sizeOfA(), 1).view();
    View b = Operand.random((int) spec.sizeOfB(), 2).view();
    View bias = biased ? Operand.random(spec.n(), 3).view() : null;
    View y = Operand.unset((int) spec.sizeOfY()).view();
    boolean exist = OneDnn.hasAvx512() && NativeLibraries.hasSmallProducts();
    assertEquals(
        expected && exist,
        SmallProducts.kernel(spec, ProductPart.whole(spec), a, b, bias, y).isPresent(),
        spec::toString);
  }

  /** What lies in y before is not so much as multiplied by zero. */
  @ParameterizedTest
  @EnumSource
  void overwritesWhatIsNoNumber(KernelSet set) {
    for (boolean transposed : new boolean[] {false, true}) {
      for (int k : new int[] {50, 500}) {
        MatMulSpec spec = MatMulSpec.plain(60, k, 66).transposed(transposed, false);
        Operand a = Operand.random(60 * k, 1);
        Operand b = Operand.random(k * 66, 2);
        Operand y = Operand.unset(60 * 66);
        for (int i = 0; i < 60 * 66; i++) {
          y.view().set(i, Float.NaN);
        }
        set.kernels().matmul(spec, a.view(), b.view(), null, y.view()).run();
        for (float value : y.floats()) {
          assertTrue(Float.isFinite(value));
        }
      }
    }
  }
}
