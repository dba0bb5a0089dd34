package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels that only move floats, to the bit. */
class MoveTest {
  @ParameterizedTest
  @EnumSource
  void broadcasts(KernelSet set) {
    int[][] shapes = {
      {1, 1, 1}, {1, 100, 50}, {5, 3, 1}, {1, 1, 5003}, {2, 3, 5003}, {3, 5003, 1}, {4, 37, 37}
    };
    for (int[] s : shapes) {
      Operand x = Operand.random(s[0] * s[2], 1);
      Operand y = Operand.unset(s[0] * s[1] * s[2]);
      set.kernels().broadcast(x.view(), y.view(), s[0], s[1], s[2]).run();
      float[] from = x.floats();
      float[] to = y.floats();
      for (int at = 0; at < to.length; at++) {
        assertEquals(from[at / (s[1] * s[2]) * s[2] + at % s[2]], to[at]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void permutesRandomShapes(KernelSet set) {
    Random random = new Random(7);
    int[] sizes = {1, 2, 3, 5, 8, 37, 70};
    for (int trial = 0; trial < 300; trial++) {
      int rank = 1 + random.nextInt(4);
      long[] dims = new long[rank];
      for (int i = 0; i < rank; i++) {
        dims[i] = sizes[random.nextInt(rank < 3 ? 7 : 5)];
      }
      checkPermute(set, dims, shuffled(rank, random));
    }
  }

  @ParameterizedTest
  @EnumSource
  void permutesLargeShapes(KernelSet set) {
    checkPermute(set, new long[] {100, 784}, new int[] {1, 0});
    checkPermute(set, new long[] {3, 5003}, new int[] {1, 0});
    checkPermute(set, new long[] {5003, 3}, new int[] {1, 0});
    checkPermute(set, new long[] {4, 28, 28, 3}, new int[] {0, 3, 1, 2});
    checkPermute(set, new long[] {4, 3, 28, 28}, new int[] {0, 2, 3, 1});
    checkPermute(set, new long[] {2, 5, 70, 9}, new int[] {2, 0, 1, 3});
    checkPermute(set, new long[] {37, 12, 12, 30}, new int[] {0, 3, 1, 2});
    checkPermute(set, new long[] {37, 30, 12, 12}, new int[] {0, 2, 3, 1});
    checkPermute(set, new long[] {7, 1, 33, 2, 129}, new int[] {4, 2, 0, 3, 1});
    checkPermute(set, new long[] {1, 130, 257}, new int[] {0, 2, 1});
    checkPermute(set, new long[0], new int[0]);
  }

  private static int[] shuffled(int n, Random random) {
    int[] axes = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      axes[i] = axes[j];
      axes[j] = i;
    }
    return axes;
  }

  private static void checkPermute(KernelSet set, long[] dims, int[] axes) {
    int size = (int) Operands.product(dims);
    Operand x = Operand.random(size, 1);
    Operand y = Operand.unset(size);
    set.kernels().permute(x.view(), y.view(), dims, axes).run();
    long[] xStrides = Operands.strides(dims);
    float[] from = x.floats();
    float[] to = y.floats();
    for (int at = 0; at < size; at++) {
      long rest = at;
      long source = 0;
      for (int j = axes.length - 1; j >= 0; j--) {
        source += rest % dims[axes[j]] * xStrides[axes[j]];
        rest /= dims[axes[j]];
      }
      assertEquals(from[(int) source], to[at]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsAxesThatAreNoPermutation(KernelSet set) {
    Operand x = Operand.random(6, 1);
    int[][] wrong = {{0, 0}, {0}, {0, 2}, {0, 1, 2}, {-1, 0}};
    for (int[] axes : wrong) {
      assertThrows(
          IllegalArgumentException.class,
          () -> set.kernels().permute(x.view(), x.view(), new long[] {2, 3}, axes));
    }
  }

  @ParameterizedTest
  @EnumSource
  void copiesBoxesAndNothingElse(KernelSet set) {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      int rank = 1 + random.nextInt(4);
      long[][] box = new long[5][rank];
      for (int i = 0; i < rank; i++) {
        box[4][i] = 1 + random.nextInt(4);
        box[1][i] = random.nextInt(3) * random.nextInt(2);
        box[3][i] = random.nextInt(3) * random.nextInt(2);
        box[0][i] = box[4][i] + box[1][i] + random.nextInt(2);
        box[2][i] = box[4][i] + box[3][i] + random.nextInt(2);
      }
      checkCopy(set, box[0], box[1], box[2], box[3], box[4]);
    }
    checkCopy(set, new long[0], new long[0], new long[0], new long[0], new long[0]);
  }

  private static void checkCopy(
      KernelSet set, long[] xDims, long[] xAt, long[] yDims, long[] yAt, long[] size) {
    Operand x = Operand.random((int) Operands.product(xDims), 1);
    Operand y = Operand.random((int) Operands.product(yDims), 2);
    float[] expected = y.floats();
    set.kernels().copyRegion(x.view(), xDims, xAt, y.view(), yDims, yAt, size).run();
    for (int at = 0; at < Operands.product(size); at++) {
      long rest = at;
      long from = 0;
      long to = 0;
      for (int i = size.length - 1; i >= 0; i--) {
        long index = rest % size[i];
        rest /= size[i];
        from += (index + xAt[i]) * Operands.strides(xDims)[i];
        to += (index + yAt[i]) * Operands.strides(yDims)[i];
      }
      expected[(int) to] = x.floats()[(int) from];
    }
    assertArrayEquals(expected, y.floats());
  }

  @ParameterizedTest
  @EnumSource
  void rejectsBoxesThatDoNotFit(KernelSet set) {
    Operand x = Operand.random(6, 1);
    long[] dims = {2, 3};
    long[] zero = {0, 0};
    assertThrows(
        IllegalArgumentException.class,
        () ->
            set.kernels()
                .copyRegion(x.view(), dims, new long[] {1, 1}, x.view(), dims, zero, dims));
  }

  @ParameterizedTest
  @EnumSource
  void fillsAndCopies(KernelSet set) {
    for (int size : new int[] {1, 37, 2048, 5003}) {
      Operand x = Operand.random(size, 1);
      Operand y = Operand.unset(size);
      set.kernels().copy(x.view(), y.view()).run();
      assertArrayEquals(x.floats(), y.floats());
      set.kernels().fill(y.view(), 2.5f).run();
      for (float value : y.floats()) {
        assertEquals(2.5f, value);
      }
    }
  }
}
