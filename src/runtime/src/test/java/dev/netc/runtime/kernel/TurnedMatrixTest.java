package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TurnedMatrixTest {
  @Test
  void hasEachNumberWhereItBelongs() {
    for (int rows : new int[] {1, 2, 7, 8, 9, 37, 100, 128}) {
      for (int columns : new int[] {1, 2, 10, 37, 127, 128}) {
        Operand x = Operand.random(rows * columns, rows);
        x.view().set(rows * columns / 2, Float.NaN);
        var turned = TurnedMatrix.ofThread().turn(x.view(), rows, columns);
        float[] given = x.floats();
        for (int r = 0; r < rows; r++) {
          for (int c = 0; c < columns; c++) {
            assertEquals(given[r * columns + c], turned.get((long) c * rows + r));
          }
        }
      }
    }
  }

  /** The largest one, and the longest row: eight of them are read at once. */
  @Test
  void takesTheLargest() {
    int rows = TurnedMatrix.MOST / TurnedMatrix.LONGEST_ROW;
    Operand x = Operand.random(TurnedMatrix.MOST, 1);
    var turned = TurnedMatrix.ofThread().turn(x.view(), rows, TurnedMatrix.LONGEST_ROW);
    assertEquals(x.floats()[TurnedMatrix.MOST - 1], turned.get(TurnedMatrix.MOST - 1));
  }
}
