package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels of a net share memory, and compute what they compute with memory of their own. */
class ScratchTest {
  /** A kernel and what it writes. */
  private record Made(Kernel kernel, Operand result) {}

  private static Operand random(long size, int seed) {
    return Operand.random((int) size, seed);
  }

  private static List<Made> all(Kernels kernels) {
    List<Made> made = new ArrayList<>();
    for (WindowSpec window :
        List.of(
            WindowSpec.of(9, 14, 14, 16, 3, 3).pad(1, 1, 1, 1),
            WindowSpec.of(40, 12, 12, 24, 3, 3),
            WindowSpec.of(3, 5, 7, 2, 1, 1),
            WindowSpec.of(1, 28, 28, 16, 3, 3).pad(2, 2, 2, 2))) {
      ConvSpec spec = ConvSpec.of(window, 20);
      View x = random(spec.sizeOfInput(), 1).view();
      View w = random(spec.sizeOfWeights(), 2).view();
      View g = random(spec.sizeOfOutput(), 3).view();
      Operand y = Operand.unset((int) spec.sizeOfOutput());
      made.add(new Made(kernels.conv(spec, x, w, null, null, y.view()), y));
      Operand dx = Operand.unset((int) spec.sizeOfInput());
      made.add(new Made(kernels.convInput(spec, g, w, null, dx.view()), dx));
      Operand dw = Operand.unset((int) spec.sizeOfWeights());
      made.add(new Made(kernels.convWeights(spec, x, g, dw.view()), dw));
    }
    WindowSpec halves = WindowSpec.of(30, 12, 12, 16, 2, 2).stride(2, 2);
    View image = random(halves.sizeOfInput(), 4).view();
    View slope = random(halves.sizeOfPooled(), 5).view();
    Operand spread = Operand.unset((int) halves.sizeOfInput());
    made.add(new Made(kernels.maxPoolSpread(halves, image, slope, spread.view()), spread));
    Operand product = Operand.unset(256 * 40);
    View a = random(256 * 70, 6).view();
    View b = random(70 * 40, 7).view();
    made.add(
        new Made(
            kernels.matmul(MatMulSpec.plain(256, 70, 40), a, b, null, product.view()), product));
    return made;
  }

  @ParameterizedTest
  @EnumSource
  void kernelsOfANetDoNotDisturbEachOther(KernelSet set) {
    List<Made> apart = all(set.kernels());
    apart.forEach(made -> run(made.kernel));
    for (Kernels shared :
        List.of(set.kernels().ofNet(), set.kernels().ofNet().forChangingWeights())) {
      List<Made> together = all(shared);
      for (int round = 0; round < 2; round++) {
        together.forEach(made -> run(made.kernel));
      }
      for (int i = 0; i < apart.size(); i++) {
        assertArrayEquals(apart.get(i).result.floats(), together.get(i).result.floats());
      }
    }
  }

  private static void run(Kernel kernel) {
    kernel.prepare();
    kernel.run();
  }

  @ParameterizedTest
  @EnumSource
  void weightsThatChangeAreReadAnew(KernelSet set) {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(9, 14, 14, 16, 3, 3).pad(1, 1, 1, 1), 24);
    try (Arena weights = Arena.announcingChanges(spec.sizeOfWeights())) {
      Operand x = random(spec.sizeOfInput(), 1);
      Operand y = Operand.unset((int) spec.sizeOfOutput());
      Kernels kernels = set.kernels().ofNet().forChangingWeights();
      weights.view().set(random(spec.sizeOfWeights(), 2).floats());
      Kernel kernel = kernels.conv(spec, x.view(), weights.view(), null, null, y.view());
      run(kernel);
      float[] once = y.floats();
      float[] doubled = weights.array().mul(2).toFloatVector();
      weights.view().set(doubled);
      kernel.run();
      float[] twice = y.floats();
      for (int i = 0; i < once.length; i++) {
        assertEquals(2 * once[i], twice[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatKernelsTakeIsKnownBeforeAndIsOneBlock(KernelSet set) {
    ConvSpec spec = ConvSpec.of(WindowSpec.of(40, 14, 14, 16, 3, 3).pad(1, 1, 1, 1), 24);
    View x = random(spec.sizeOfInput(), 1).view();
    View w = random(spec.sizeOfWeights(), 2).view();
    View g = random(spec.sizeOfOutput(), 3).view();
    Operand dw = Operand.unset((int) spec.sizeOfWeights());
    Operand dx = Operand.unset((int) spec.sizeOfInput());
    set.kernels().convWeights(spec, x, g, dw.view()).run();
    float[] expected = dw.floats();
    long before = Arena.bytesTaken();
    Kernels net = set.kernels().ofNet();
    Kernels kernels = net.forChangingWeights();
    Supplier<List<Kernel>> making =
        () ->
            List.of(
                kernels.convInput(spec, g, w, null, dx.view()),
                kernels.convWeights(spec, x, g, dw.view()));
    List<Kernel> made = kernels.reserving(making);
    long reserved = net.reservedBytes();
    assertTrue(reserved > spec.sizeOfWeights() * Float.BYTES, "reserved " + reserved);
    assertEquals(reserved, Arena.bytesTaken() - before, 64);
    made.forEach(ScratchTest::run);
    assertArrayEquals(expected, dw.floats());
    // They share it with kernels that are made afterwards.
    kernels.reserving(making).forEach(ScratchTest::run);
    assertArrayEquals(expected, dw.floats());
    assertEquals(reserved, net.reservedBytes());
    net.release();
    assertEquals(before, Arena.bytesTaken());
  }

  @Test
  void memoryThatIsCountedIsNotThere() {
    Scratch scratch = Scratch.shared();
    long before = Arena.bytesTaken();
    List<Long> taken = new ArrayList<>();
    List<View> views =
        scratch.reserving(
            () -> {
              taken.add(Arena.bytesTaken() - before);
              scratch.nextKernel();
              scratch.take(20);
              View kept = scratch.keep(30);
              scratch.nextKernel();
              View first = scratch.take(10);
              View second = scratch.take(40);
              taken.add(Arena.bytesTaken() - before);
              return List.of(kept, first, second);
            });
    assertEquals(30 + 16 + 40, scratch.reservedFloats());
    // Twice: counted, and with the block of 56 floats, beside it what is kept.
    assertEquals(List.of(0L, 0L, (56 + 16) * 4L, (56 + 16 + 30 + 16) * 4L), taken);
    views.forEach(view -> view.set((int) view.size() - 1, 1));
    scratch.close();
    assertEquals(before, Arena.bytesTaken());
  }

  @Test
  void aKernelsPartsLieApartAndTheNextKernelTakesTheSame() {
    Scratch scratch = Scratch.shared();
    View a = scratch.take(100);
    View b = scratch.take(7);
    View c = scratch.take(100);
    assertTrue(Math.abs(a.address() - c.address()) >= 400);
    assertTrue(Math.abs(a.address() - b.address()) >= 28);
    assertEquals(0, b.address() % 64);
    scratch.nextKernel();
    long before = Arena.bytesTaken();
    List<Long> again =
        List.of(scratch.take(90).address(), scratch.take(100).address(), scratch.take(2).address());
    assertEquals(List.of(a.address(), c.address(), a.address() + 96 * Float.BYTES), again);
    assertEquals(before, Arena.bytesTaken());
    assertTrue(Scratch.apart().take(5).address() != Scratch.apart().take(5).address());
  }
}
