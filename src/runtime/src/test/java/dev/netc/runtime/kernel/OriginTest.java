package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {
  private static final int SIZE = 100_000;

  private final View x = Arena.allocate(SIZE).view();
  private final View y = Arena.allocate(SIZE).view();
  private final List<Footprint> earlier = new ArrayList<>();

  private void write(View view, int from, int to) {
    Footprint.Range range = Footprint.Range.of(view, from, to - from);
    earlier.add(new Footprint(List.of(), List.of(range)));
  }

  private List<Origin> origins(View... in) {
    return Origin.of(new ElementwiseKernel((i, o, n) -> {}, in, new View[] {y}, SIZE), earlier);
  }

  private static Origin origin(int from, int to, int piece) {
    return new Origin(from, to, piece);
  }

  @Test
  void isOneWhereNothingWasWritten() {
    write(y, 0, SIZE);
    assertEquals(List.of(origin(0, SIZE, Origin.NONE)), origins(x));
  }

  @Test
  void isThePieceThatWroteLast() {
    write(x, 0, SIZE);
    write(x, 0, 50_000);
    write(x, 30_000, 40_000);
    List<Origin> expected =
        List.of(
            origin(0, 30_000, 1),
            origin(30_000, 40_000, 2),
            origin(40_000, 50_000, 1),
            origin(50_000, SIZE, 0));
    assertEquals(expected, origins(x));
  }

  @Test
  void shortOnesGoWithTheirNeighbours() {
    write(x, 0, 40_000);
    write(x, 40_000, 40_100);
    write(x, 40_110, 80_000);
    write(x, SIZE - 10, SIZE);
    List<Origin> expected =
        List.of(origin(0, 40_110, 0), origin(40_110, 80_000, 2), origin(80_000, SIZE, -1));
    assertEquals(expected, origins(x));
  }

  @Test
  void aShortBeginningGoesWithWhatFollows() {
    write(x, 0, 10);
    write(x, 10, 70_000);
    assertEquals(List.of(origin(0, 70_000, 1), origin(70_000, SIZE, -1)), origins(x));
  }

  @Test
  void ofTheFirstInputThatWasWrittenTo() {
    View z = Arena.allocate(SIZE).view();
    write(z, 0, 60_000);
    write(z, 60_000, SIZE);
    assertEquals(List.of(origin(0, 60_000, 0), origin(60_000, SIZE, 1)), origins(x, z));
  }

  @Test
  void endsWhereWhatRepeatsBeginsAnew() {
    write(x, 0, 33_333);
    write(x, 33_333, SIZE);
    View row = Arena.allocate(1000).view();
    assertEquals(List.of(origin(0, 33_000, 0), origin(33_000, SIZE, 1)), origins(x, row));
  }
}
