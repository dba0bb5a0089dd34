package dev.netc.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TileTest {
  private static final int SIZE = 5000;

  private final View view = Arena.allocate(SIZE).view();
  private final Tile tile = new Tile();

  TileTest() {
    for (int i = 0; i < SIZE; i++) {
      view.set(i, i + 0.5f);
    }
  }

  @Test
  void readsFloatsWhereTheyAre() {
    for (int first : new int[] {0, 1, 7, 16, 1000, SIZE - 37}) {
      tile.at(view, first, 37);
      for (int i = 0; i < 37; i++) {
        assertEquals(first + i + 0.5f, tile.get(i));
      }
    }
    view.set(SIZE - 37, -1);
    assertEquals(-1, tile.get(0));
  }

  @Test
  void nothingBeyondItIsRead() {
    assertThrows(IndexOutOfBoundsException.class, () -> tile.get(0), "one that is nowhere");
    tile.at(view, 10, 20);
    assertThrows(IndexOutOfBoundsException.class, () -> tile.get(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> tile.get(20));
    tile.at(view, 0, SIZE);
    assertEquals(Tile.MOST - 0.5f, tile.get(Tile.MOST - 1));
    assertThrows(IndexOutOfBoundsException.class, () -> tile.get(Tile.MOST), "one too long");
  }

  @Test
  void liesWithinItsView() {
    tile.at(view, SIZE, 0);
    assertThrows(IndexOutOfBoundsException.class, () -> tile.at(view, -1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> tile.at(view, SIZE - 1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> tile.at(view, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> tile.at(view, Long.MAX_VALUE, 1));
  }

  @Test
  void copiesAndAdds() {
    float[] y = {1, 2, 3, 4};
    tile.at(view, 2, 3);
    tile.addTo(y, 3);
    assertArrayEquals(new float[] {3.5f, 5.5f, 7.5f, 4}, y);
    tile.copyTo(y, 2);
    assertArrayEquals(new float[] {2.5f, 3.5f, 7.5f, 4}, y);
  }

  /** A loop that is compiled, at each of the stages, reads the same. */
  @Test
  void compiledLoopsReadTheSame() {
    float[] y = new float[Tile.MOST];
    for (int round = 0; round < 20_000; round++) {
      int first = round % 900;
      int n = 1 + round % 300;
      tile.at(view, first, n);
      tile.copyTo(y, n);
      assertEquals(first + 0.5f, y[0]);
      assertEquals(first + n - 0.5f, y[n - 1]);
    }
  }
}
