package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Column X = Column.real("x", 2);
  private static final Column Y = Column.label("y", 2);
  private static final Table GATE =
      Tables.of(
          List.of(X, Y), List.of(new float[] {0, 0, 1, 0, 0, 1, 1, 1}, new float[] {0, 1, 1, 0}));

  @Test
  void aTableInMemoryHasItsRows() {
    assertEquals(4, GATE.rows());
    assertEquals(List.of(X, Y), GATE.columns());
    assertEquals(Y, GATE.column("y"));
    float[] into = {9, 9, 9, 9};
    GATE.read("x", 2, into, 1);
    assertArrayEquals(new float[] {9, 0, 1, 9}, into);
  }

  @Test
  void columnsAreEqualByTheirShape() {
    assertEquals(Column.real("x", 2), X);
    assertEquals(X.hashCode(), Column.real("x", 2).hashCode());
    assertNotEquals(Column.real("x", 3), X);
    assertEquals("x [2]", X.toString());
    assertEquals("y of 2 classes", Y.toString());
    assertEquals(24, Column.real("image", 2, 3, 4).size());
    assertEquals(1, Column.real("price").size());
  }

  @Test
  void selectedRowsMayRepeat() {
    Table selected = Tables.select(GATE, new int[] {3, 1, 3});
    float[] x = new float[6];
    for (int row = 0; row < 3; row++) {
      selected.read("x", row, x, 2 * row);
    }
    assertArrayEquals(new float[] {1, 1, 1, 0, 1, 1}, x);
    assertThrows(IndexOutOfBoundsException.class, () -> Tables.select(GATE, new int[] {4}));
  }

  @Test
  void bytesAreDividedExactly() {
    byte[] bytes = {0, 1, (byte) 128, (byte) 255};
    float[] into = new float[4];
    Tables.bytes(bytes, 4, 255).read(0, into, 0);
    assertArrayEquals(new float[] {0, 1 / 255f, 128 / 255f, 1}, into);
  }

  @Test
  void columnsOfUnequalLengthAreExplained() {
    Reports.assertReport(
        """
        column `y` has 3 rows, but `x` has 2
          = help: give every column one value per row
        """,
        () -> Tables.of(List.of(X, Y), List.of(new float[4], new float[3])));
    Reports.assertReport(
        "column `x` has 5 values, which are no whole number of rows of 2",
        () -> Tables.of(List.of(X), List.of(new float[5])));
  }

  @Test
  void splitsHaveAnOrderAndTheSameColumns() {
    DataSet data = new DataSet("gate", Map.of("test", GATE, "train", GATE));
    assertEquals(List.of("train", "test"), List.copyOf(data.splits().keySet()));
    Table other = Tables.of(List.of(X), List.of(new float[4]));
    assertThrows(IllegalArgumentException.class, () -> data.with("validation", other));
    assertThrows(IllegalArgumentException.class, () -> new DataSet("g", Map.of("dev", GATE)));
  }

  @Test
  void aMissingSplitOrColumnIsExplained() {
    DataSet data = DataSet.of("gate", GATE);
    Reports.assertReport(
        """
        the data set `gate` has no test split; it has train
          = help: make one with `-> split(test = 0.2)`
        """,
        () -> data.split("test"));
    Reports.assertReport(
        "the data set `gate` has no column `z`; its columns are x, y", () -> data.column("z"));
  }
}
