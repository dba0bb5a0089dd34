package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionalTest {
  private static final int SIZE = 40_000;

  private final View loss = Arena.allocate(1).view();
  private final View y = Arena.allocate(SIZE).view();
  private final TileFunction one =
      (in, out, n) -> {
        for (int i = 0; i < n; i++) {
          out[0][i] = in[0].get(i) + 1;
        }
      };
  private final Kernel increment =
      ElementwiseKernel.shared(new Team(2), one, new View[] {y}, new View[] {y}, SIZE);

  @Test
  void runsWhereTheNumberIsFinite() {
    Kernel kernel = Conditional.of(loss, increment);
    for (float number : new float[] {0, 1e38f, -3, Float.NaN, 1 / 0f, -1 / 0f, 5}) {
      loss.set(0, number);
      kernel.run();
    }
    assertEquals(4, y.get(0));
    assertEquals(4, y.get(SIZE - 1));
  }

  @Test
  void soDoItsPieces() {
    Kernel kernel = Conditional.of(loss, increment);
    List<Kernel> pieces = Staged.of(kernel).get(0);
    assertTrue(pieces.size() > 1);
    loss.set(0, Float.NaN);
    pieces.forEach(Kernel::run);
    assertEquals(0, y.get(0));
    loss.set(0, 1);
    pieces.forEach(Kernel::run);
    assertEquals(1, y.get(0));
    assertEquals(1, y.get(SIZE - 1));
    Kernel part = ((Divisible) kernel).part(100, 200);
    part.run();
    loss.set(0, Float.NaN);
    part.run();
    assertEquals(1, y.get(99));
    assertEquals(2, y.get(100));
    assertEquals(2, y.get(199));
    assertEquals(1, y.get(200));
  }

  @Test
  void aPieceWaitsForTheNumber() {
    Footprint.Range number = Footprint.Range.of(loss);
    for (Kernel piece : Staged.of(Conditional.of(loss, increment)).get(0)) {
      assertTrue(Footprint.of(piece).orElseThrow().reads().contains(number));
    }
    Kernel single = Conditional.of(loss, () -> {});
    assertTrue(Footprint.of(single).isEmpty(), "of what does not know its own footprint");
  }
}
