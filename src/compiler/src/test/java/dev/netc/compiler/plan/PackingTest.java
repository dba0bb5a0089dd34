package dev.netc.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void buffersThatLiveTogetherDoNotOverlap(long seed) {
    Random random = new Random(seed);
    List<Packing.Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(100);
      buffers.add(new Packing.Buffer(1 + random.nextInt(500), first, first + random.nextInt(20)));
    }
    Packing packing = Packing.of(buffers);
    for (int i = 0; i < buffers.size(); i++) {
      long end = packing.offset(i) + buffers.get(i).size();
      assertEquals(0, packing.offset(i) % Place.ALIGNMENT);
      assertTrue(end <= packing.size());
      for (int j = 0; j < i; j++) {
        boolean apart =
            end <= packing.offset(j)
                || packing.offset(j) + buffers.get(j).size() <= packing.offset(i);
        assertTrue(apart || !buffers.get(i).meets(buffers.get(j)));
      }
    }
    assertTrue(packing.size() <= 1.3 * mostAlive(buffers), "waste of over 30 %");
  }

  /** No packing can do with less than what is alive at the busiest step. */
  private static long mostAlive(List<Packing.Buffer> buffers) {
    long most = 0;
    for (int step = 0; step < 120; step++) {
      int now = step;
      long alive =
          buffers.stream()
              .filter(b -> b.first() <= now && now <= b.last())
              .mapToLong(b -> Place.aligned(b.size()))
              .sum();
      most = Math.max(most, alive);
    }
    return most;
  }

  @Test
  void nothingNeedsNoMemory() {
    assertEquals(0, Packing.of(List.of()).size());
  }

  @Test
  void theLargestGoesFirstThenTheEarliest() {
    Packing packing =
        Packing.of(
            List.of(
                new Packing.Buffer(16, 0, 9),
                new Packing.Buffer(32, 4, 5),
                new Packing.Buffer(32, 2, 5),
                new Packing.Buffer(64, 1, 9)));
    assertEquals(0, packing.offset(3));
    assertEquals(64, packing.offset(2));
    assertEquals(96, packing.offset(1));
    assertEquals(128, packing.offset(0));
  }
}
