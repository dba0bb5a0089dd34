package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MovableInputTest {
  private final Kernels kernels = KernelSet.ONEDNN.kernels();

  /** Products of few and many rows, also in pieces and with last columns apart; a convolution. */
  @Test
  void isReadElsewhereAndInItsPlaceAgain() {
    for (int rows : new int[] {1, 3, 100, 256}) {
      for (int columns : new int[] {50, 20}) {
        MatMulSpec spec = MatMulSpec.plain(rows, 784, columns).with(Activation.RELU);
        check(
            (int) spec.sizeOfA(),
            (int) spec.sizeOfB(),
            columns,
            (int) spec.sizeOfY(),
            (set, x, w, bias, y) -> set.matmul(spec, x, w, bias, y));
      }
    }
    ConvSpec spec = ConvSpec.of(WindowSpec.of(1, 28, 28, 1, 3, 3).pad(1, 1, 1, 1), 16);
    check(
        (int) spec.sizeOfInput(),
        (int) spec.sizeOfWeights(),
        16,
        (int) spec.sizeOfOutput(),
        (set, x, w, bias, y) -> set.conv(spec, x, w, bias, null, y));
  }

  private interface Maker {
    Kernel make(Kernels set, View x, View w, View bias, View y);
  }

  private void check(int sizeOfX, int sizeOfW, int sizeOfBias, int sizeOfY, Maker maker) {
    Operand x = Operand.random(sizeOfX, 1);
    Operand other = Operand.random(sizeOfX, 2);
    Operand bias = Operand.random(sizeOfBias, 4);
    Operand y = Operand.unset(sizeOfY);
    try (Arena weights = Arena.announcingChanges(sizeOfW)) {
      weights.view().set(Operand.random(sizeOfW, 3).floats());
      Kernel portable =
          maker.make(Kernels.portable(), x.view(), weights.view(), bias.view(), y.view());
      portable.prepare();
      portable.run();
      float[] expected = y.floats();
      Kernel kernel = maker.make(kernels, x.view(), weights.view(), bias.view(), y.view());
      kernel.prepare();
      kernel.run();
      float[] ofX = y.floats();
      assertArrayEquals(expected, ofX, 1e-3f);
      float[] copied = x.floats();
      x.view().set(other.floats());
      kernel.run();
      float[] ofOther = y.floats();
      x.view().set(copied);

      MovableInput input = MovableInput.of(x.view(), List.of(y.view()), kernel).orElseThrow();
      input.moveTo(other.view().address());
      kernel.run();
      assertArrayEquals(ofOther, y.floats());
      input.moveBack();
      kernel.run();
      assertArrayEquals(ofX, y.floats());
    }
  }

  /** Kernels of which not all pieces could read it elsewhere, or which are made of halves. */
  @Test
  void staysWhereALossOrAReductionReadsIt() {
    for (int rows : new int[] {1, 2, 100}) {
      Operand x = Operand.random(rows * 10, 1);
      Operand t = Operand.random(rows * 10, 2);
      Operand y = Operand.unset(rows);
      Operand d = Operand.unset(rows * 10);
      Operand sums = Operand.unset(10);
      for (Kernel kernel :
          List.of(
              kernels.softmaxCrossEntropy(x.view(), t.view(), true, y.view(), rows, 10),
              kernels.softmaxCrossEntropyGradient(
                  x.view(), t.view(), true, y.view(), d.view(), rows, 10),
              kernels.reduce(Reduction.SUM, x.view(), sums.view(), 1, rows, 10, 1))) {
        assertTrue(MovableInput.of(x.view(), List.of(y.view()), kernel).isEmpty());
      }
    }
  }

  @Test
  void staysWhereAKernelIsBoundToItsPlace() {
    Operand x = Operand.random(64, 1);
    Operand y = Operand.unset(64);
    Operand z = Operand.unset(64);
    Kernel bound = kernels.permute(x.view(), y.view(), new long[] {8, 8}, new int[] {1, 0});
    Kernel unknown = () -> {};
    Kernel elsewhere = kernels.permute(y.view(), z.view(), new long[] {8, 8}, new int[] {1, 0});
    assertFalse(MovableInput.of(x.view(), List.of(), bound).isPresent());
    assertFalse(MovableInput.of(x.view(), List.of(), elsewhere, unknown).isPresent());
    Optional<MovableInput> unread = MovableInput.of(x.view(), List.of(z.view()), elsewhere);
    assertTrue(unread.isPresent());
    unread.get().moveBack();
    assertFalse(MovableInput.of(x.view(), List.of(x.view()), elsewhere).isPresent());
  }

  /** Weights that may change at any time are brought into a layout by each run, as one kernel. */
  @Test
  void staysWhereWeightsAreNotAnnounced() {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(2, 8, 8, 16, 3, 3).pad(1, 1, 1, 1), 16);
    Operand x = Operand.random((int) spec.sizeOfInput(), 1);
    Operand w = Operand.random((int) spec.sizeOfWeights(), 2);
    Operand y = Operand.unset((int) spec.sizeOfOutput());
    Kernel kernel = kernels.conv(spec, x.view(), w.view(), null, null, y.view());
    assertFalse(MovableInput.of(x.view(), List.of(y.view()), kernel).isPresent());
  }
}
