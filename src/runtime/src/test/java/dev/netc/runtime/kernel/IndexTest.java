package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels that read indices, to the bit. */
class IndexTest {
  @ParameterizedTest
  @EnumSource
  void gathersRows(KernelSet set) {
    for (int width : new int[] {1, 3, 37, 5003}) {
      Operand table = Operand.random(11 * width, 1);
      Operand index = Operand.indices(20, 11, 2);
      Operand y = Operand.unset(20 * width);
      set.kernels().gather(table.view(), index.view(), y.view(), 11, width).run();
      for (int j = 0; j < 20; j++) {
        for (int i = 0; i < width; i++) {
          int row = (int) index.floats()[j];
          assertEquals(
              table.view().get((long) row * width + i), y.view().get((long) j * width + i));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void addsRowsInOrder(KernelSet set) {
    for (int width : new int[] {1, 3, 37}) {
      Operand g = Operand.random(50 * width, 1);
      Operand index = Operand.indices(50, 7, 2);
      Operand table = Operand.unset(7 * width);
      set.kernels().scatterAdd(g.view(), index.view(), table.view(), 7, width).run();
      float[] expected = new float[7 * width];
      for (int j = 0; j < 50; j++) {
        for (int i = 0; i < width; i++) {
          expected[(int) index.view().get(j) * width + i] += g.view().get((long) j * width + i);
        }
      }
      assertArrayEquals(expected, table.floats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void marksClasses(KernelSet set) {
    Operand y = Operand.unset(9);
    set.kernels().oneHot(Operand.of(2, 0, 2).view(), y.view(), 3).run();
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 0, 1}, y.floats());
  }

  @ParameterizedTest
  @EnumSource
  void explainsAnIndexThatIsOutside(KernelSet set) {
    Kernels kernels = set.kernels();
    Operand index = Operand.of(0, 3);
    Operand six = Operand.random(6, 1);
    Operand four = Operand.random(4, 1);
    List<Kernel> all =
        List.of(
            kernels.gather(six.view(), index.view(), four.view(), 3, 2),
            kernels.scatterAdd(four.view(), index.view(), six.view(), 3, 2),
            kernels.oneHot(index.view(), six.view(), 3));
    for (Kernel kernel : all) {
      IndexOutOfRange thrown = assertThrows(IndexOutOfRange.class, kernel::run);
      assertEquals("the index 3 at position 1 is not one of 0 to 2", thrown.getMessage());
    }
    index.view().set(1, 0.5f);
    IndexOutOfRange thrown = assertThrows(IndexOutOfRange.class, all.get(0)::run);
    assertEquals("the index 0.5 at position 1 is not one of 0 to 2", thrown.getMessage());
  }
}
